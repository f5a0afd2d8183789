import {forgetLink} from "../edits/forgetLink.js";
import type {CellLinkContent} from "../edits/link.js";

/** Shows what a link carries, and calls *done* once the reader has chosen what becomes of it. */
export type OfferLink = (content: CellLinkContent, done: () => void) => void | Promise<void>;

/** Options of followLinks. */
export interface FollowLinksOptions {
  /** The sentence after what is wrong with a link. Defaults to "The page is as it was published." */
  unchanged?: string;
}

/**
 * Gives what the page's address carries to *offer*, now and when the address changes; says what is wrong with it.
 * A banner that came by a link goes when the link leaves the address.
 */
export function followLinks(
  offer: OfferLink,
  invalidation: Promise<unknown>,
  {unchanged = "The page is as it was published."}: FollowLinksOptions = {}
): void {
  let turn = 0; // of several addresses in succession, the last counts

  async function read(): Promise<void> {
    const mine = ++turn;
    if (!/[#&]cells=/.test(location.hash)) return removeLinkBanner();
    const {decodeLink} = await import("../edits/link.js");
    try {
      const content = await decodeLink(location.hash);
      if (turn === mine) await offer(content, forgetLink);
    } catch (error) {
      const {noticeBanner, showBanner} = await import("./reviewEdits.js");
      const text = `${sentence((error as Error).message)}. ${unchanged}`;
      if (turn === mine) showBanner(noticeBanner(text, {origin: "link"}));
    }
    // The offer may have come up after its link had gone.
    if (turn !== mine && !/[#&]cells=/.test(location.hash)) removeLinkBanner();
  }
  addEventListener("hashchange", read);
  void invalidation.then(() => {
    ++turn;
    removeEventListener("hashchange", read);
  });
  void read();
}

function removeLinkBanner(): void {
  document.querySelector('.cells-banner[data-origin="link"]')?.remove();
}

function sentence(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
