import type {Page} from "playwright-core";
import {inPage} from "./inPage.js";
import {wakePage} from "./pageRest.js";

/** How far a page is scrolled at a time, as a share of the window's height. */
const stride = 0.7;

/**
 * Scrolls a page from its top to its end as a reader does, with a rest after each stride, and waits until it is alive if it
 * has what lives.
 */
export async function scrollThrough(page: Page, rest: () => Promise<void>): Promise<void> {
  await page.mouse.move(1, 1); // somebody is there
  await rest();
  let isEnd = false;
  while (!isEnd) {
    isEnd = await inPage(
      page,
      async (stride) => {
        scrollBy({top: stride * innerHeight, behavior: "instant"});
        for (let i = 0; i < 2; ++i) await new Promise((resolve) => requestAnimationFrame(resolve));
        return scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
      },
      stride
    );
    if (isEnd && (await lives(page))) {
      await wakePage(page); // what went by before the code came
      await rest(); // what has come may make the page longer
      isEnd = await inPage(page, () => scrollY + innerHeight >= document.documentElement.scrollHeight - 1);
    }
  }
  await rest();
}

/** A page whose code does not come of itself, since nothing of it that lives is ever near, need not come alive. */
function lives(page: Page): Promise<boolean> {
  return inPage(page, () => document.querySelector("script[data-code]") !== null);
}
