import type {Page} from "playwright-core";
import {inPage} from "./inPage.js";

/** Opens all that can be opened on a page, so that it can be looked at. */
export function openDetails(page: Page): Promise<void> {
  return inPage(page, () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}
