import {copyHeadingLinks} from "./headingLinks.js";
import {reachScrollRegions} from "./scrollRegions.js";
import {type SearchModule, searchWhenTouched} from "./searchField.js";
import {wakeWhenNear} from "./wake.js";

/** Where the parts of a page are that come later; the build writes it into the page. */
export interface LaterParts {
  /** The code of the page's cells. Defaults to none. */
  code?: string;
  /** The search of all pages. */
  search?: string;
  /** The site's root. */
  site?: string;
}

/** Starts a page: what helps to read it works at once, and the rest comes when it is needed. */
export function startPage({code, search, site}: LaterParts): void {
  const at = (path: string) => new URL(path, document.baseURI);
  copyHeadingLinks();
  reachScrollRegions(document.body);
  if (search && site) searchWhenTouched(() => import(at(search).href) as Promise<SearchModule>, at(site));
  if (code) wakeWhenNear(() => import(at(code).href));
}
