import {type EmbedModule, openEmbedLinks} from "./embedLinks.js";
import {copyHeadingLinks} from "./headingLinks.js";
import {layOutLater} from "./layOut.js";
import {type LectureModule, lectureWhenAsked} from "./lectureStart.js";
import {reachScrollRegions} from "./scrollRegions.js";
import {type SearchModule, searchWhenTouched} from "./searchField.js";
import type {PageCells} from "./startCells.js";
import {wakeWhenNear} from "./wake.js";

/** Where the parts of a page are that come later; the build writes it into the page. */
export interface LaterParts {
  /** The code of the page's cells. Defaults to none. */
  code?: string;
  /** The files that the code imports, in their order, with spaces between. */
  before?: string;
  /** What says how a figure is framed. */
  embedding?: string;
  /** What shows a page to a class. */
  lecture?: string;
  /** What keeps the site for a reader without a network. */
  offline?: string;
  /** The search of all pages. */
  search?: string;
  /** The site's root. */
  site?: string;
}

/** The code of a page's cells, as scripts/site/pageEntry.ts writes it. */
interface PageCode {
  start(): PageCells;
}

/** What keeps the site: components/page/offline.ts. */
interface OfflineModule {
  keepOffline(site: URL): Promise<void>;
}

/** Starts a page: what helps to read it works at once, and the rest comes when it is needed. */
export function startPage({code, before = "", embedding, lecture, offline, search, site}: LaterParts): void {
  const at = (path: string) => new URL(path, document.baseURI);
  void layOutLater();
  copyHeadingLinks();
  reachScrollRegions(document.body);
  if (search && site) searchWhenTouched(() => import(at(search).href) as Promise<SearchModule>, at(site));
  if (code)
    wakeWhenNear(() => startCode([...before.split(" ").filter(Boolean), code].map((path) => at(path).href)));
  if (embedding) openEmbedLinks(() => import(at(embedding).href) as Promise<EmbedModule>);
  if (lecture) lectureWhenAsked(() => import(at(lecture).href) as Promise<LectureModule>);
  if (offline && site)
    whenStayed(async () => ((await import(at(offline).href)) as OfflineModule).keepOffline(at(site)));
}

/**
 * Starts the code in the last of *files*, which come together, and are evaluated one a task: the reader is heard between them.
 */
async function startCode(files: readonly string[]): Promise<PageCells> {
  for (const href of files) {
    const link = document.createElement("link");
    Object.assign(link, {rel: "modulepreload", href});
    document.head.append(link);
  }
  let code: unknown;
  for (const href of files) {
    code = await import(href);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return (code as PageCode).start();
}

/** How long a reader stays before a page is kept: who leaves at once should not load all others. */
const stayMs = 10_000;

/** Does what can wait, when the page is loaded, its reader has stayed, and the browser has nothing else to do. */
function whenStayed(act: () => Promise<unknown>): void {
  const idle = () => (window.requestIdleCallback ?? setTimeout)(() => void act().catch(() => {})); // or at the next visit
  const wait = () => setTimeout(idle, stayMs);
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, {once: true});
}
