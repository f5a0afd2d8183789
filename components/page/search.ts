/** What is used of Pagefind, which the build puts beside the pages (scripts/site/indexPages.ts). */
interface Pagefind {
  options(options: {baseUrl: string}): Promise<void>;
  /** Resolves to null if another search has come meanwhile. */
  debouncedSearch(
    text: string,
    options: object,
    pauseMs: number
  ): Promise<{results: {data(): Promise<Found>}[]} | null>;
}

/** A page that was found, with those of its sections that were. */
interface Found {
  meta: {title?: string};
  sub_results: {title: string; url: string; excerpt: string}[];
}

/** A place that was found. */
interface Place {
  page: string;
  title: string;
  url: string;
  excerpt: string;
}

/** So many pages are looked into, so many sections of each, and so many are shown in all. */
const most = {pages: 6, sections: 3, places: 8};

/** How long a reader pauses before what is written is searched for. */
const pauseMs = 150;

/**
 * Searches all pages of the *site* for what is written into *field*, and shows the sections where it is below it. The arrow
 * keys go from the field to what was found and back, Enter goes to the first, and Escape clears the field.
 */
export function search(field: HTMLInputElement, site: URL): void {
  const status = document.querySelector("#search-status")!;
  const list = document.querySelector<HTMLOListElement>("#search-results")!;
  const links = () => [...list.querySelectorAll("a")];
  let loading: Promise<Pagefind> | undefined;
  let failures = 0;

  async function find(): Promise<void> {
    const text = field.value.trim();
    if (text === "") return show([], "");
    try {
      const found = await (
        await (loading ??= loadPagefind(site, failures))
      ).debouncedSearch(text, {}, pauseMs);
      if (!found) return;
      const pages = await Promise.all(found.results.slice(0, most.pages).map((result) => result.data()));
      if (field.value.trim() !== text) return;
      const places = pages.flatMap(placesOf).slice(0, most.places);
      show(places, places.length === 0 ? `No page has “${text}”.` : `${places.length} found`);
    } catch {
      loading = undefined; // the next letter tries again
      failures++;
      show(
        [],
        "The pages cannot be searched: the connection is gone, or the site has changed. Write on to try again, or reload the page."
      );
    }
  }
  function show(places: readonly Place[], said: string): void {
    list.replaceChildren(...places.map(item));
    status.textContent = said;
  }
  function press(event: KeyboardEvent): void {
    const stops = [field, ...links()];
    const at = stops.indexOf(event.target as HTMLInputElement);
    if (at < 0) return;
    if (event.key === "Escape") {
      field.value = "";
      void find();
      field.focus();
    } else if (event.key === "Enter" && at === 0) stops[1]?.click();
    else if (event.key === "ArrowDown") stops[Math.min(at + 1, stops.length - 1)].focus();
    else if (event.key === "ArrowUp") stops[Math.max(at - 1, 0)].focus();
    else return;
    if (event.key !== "Enter") event.preventDefault();
  }

  field.addEventListener("input", find);
  field.parentElement!.addEventListener("keydown", press);
  void find();
}

/** What failed once fails for good in a module that keeps what it loads: after *failures* another copy of it tries. */
async function loadPagefind(site: URL, failures: number): Promise<Pagefind> {
  const address = new URL("pagefind/pagefind.js", site);
  if (failures > 0) address.searchParams.set("try", String(failures + 1));
  const pagefind = (await import(address.href)) as Pagefind;
  await pagefind.options({baseUrl: site.pathname});
  return pagefind;
}

function placesOf({meta, sub_results: sections}: Found): Place[] {
  return sections.slice(0, most.sections).map((section) => ({page: meta.title ?? "", ...section}));
}

function item({page, title, url, excerpt}: Place): HTMLElement {
  const link = element("a", element("strong", title), ...(title === page ? [] : [element("small", page)]));
  link.href = url;
  link.append(element("span", ...marked(excerpt)));
  return element("li", link);
}

/** Pagefind gives text in HTML, in which what was found is marked. */
function marked(excerpt: string): (Node | string)[] {
  const texts = excerpt.split(/<\/?mark>/).map(textOf);
  return texts.map((text, i) => (i % 2 === 1 ? element("mark", text) : text));
}

function textOf(html: string): string {
  return new DOMParser().parseFromString(`<p>${html}`, "text/html").body.textContent!;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
