import type {LinkContent} from "./link.js";

/** Gives what the page's address carries to *offer*, now and when the address changes; says what is wrong with it. */
export function followLinks(offer: (content: LinkContent) => void, invalidation: Promise<unknown>): void {
  async function read(): Promise<void> {
    if (!/[#&]cells=/.test(location.hash)) return;
    const {decodeLink} = await import("./link.js");
    try {
      offer(await decodeLink(location.hash));
    } catch (error) {
      const {noticeBanner, showBanner} = await import("./offer.js");
      showBanner(noticeBanner(`${sentence((error as Error).message)}. The page is as it was published.`));
    }
  }
  addEventListener("hashchange", read);
  void invalidation.then(() => removeEventListener("hashchange", read));
  void read();
}

function sentence(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
