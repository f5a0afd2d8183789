/** What a page says whose first script has not come: nothing else of its code then answers a press. */
const note = `<p class="lost-code" role="alert" data-pagefind-ignore hidden>The code of this page could not be loaded: it can be read, and nothing in it trains or changes. Reload the page to try again.</p>`;

/** The first script has put a status for readers into the body (components/page/headingLinks.ts) before a page is loaded. */
const script = `<script>addEventListener("load",()=>{document.querySelector(".lost-code").hidden=!!document.querySelector("body>[role=status]")})</script>`;

/** Returns a *page* that says, where its first script has not come or is broken, what to do. */
export function withLostCodeNote(page: string): string {
  return page.replace("</body>", () => `${note}\n${script}\n</body>`);
}
