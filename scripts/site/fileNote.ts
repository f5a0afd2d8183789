/** What a page says when it was opened as a file: browsers then load no code for it. */
const note = `<p class="from-file" role="note" data-pagefind-ignore>This page was opened as a file, where a browser runs none of its code: it can be read, and nothing in it trains or changes. To run it, serve the folder that it is in: <code>node serve.mjs</code> where this came in an archive, <code>npm start</code> in the repository.</p>`;

const script = `<script>if(location.protocol==="file:")document.documentElement.dataset.file=""</script>`;

/** Returns a *page* that says, where it was opened as a file, what to do; style/offline.css hides that elsewhere. */
export function withFileNote(page: string): string {
  return page
    .replace("</head>", () => `${script}\n</head>`)
    .replace(/<main [^>]*>/, (main) => `${main}\n${note}`);
}
