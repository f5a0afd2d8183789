/** What fills a search field: components/page/search.ts, which comes when the field is touched. */
export interface SearchModule {
  search(field: HTMLInputElement, site: URL): void;
}

/**
 * Brings the search of all pages to life by *load* when a reader comes to its field. What is written meanwhile is searched
 * for; if it cannot be loaded, the field says so, and the next touch tries again.
 */
export function searchWhenTouched(load: () => Promise<SearchModule>, site: URL): void {
  const field = document.querySelector<HTMLInputElement>("#search-field");
  const status = document.querySelector("#search-status");
  if (!field || !status) return;
  const listen = () => field.addEventListener("focus", start, {once: true});
  async function start(): Promise<void> {
    try {
      (await load()).search(field!, site);
      status!.textContent = "";
    } catch {
      status!.textContent =
        "The search could not be loaded: the connection is gone, or the site has changed. Come to the field again to try again, or reload the page.";
      listen();
    }
  }
  if (document.activeElement === field) void start();
  else listen();
}
