import {tellLost, untellLost} from "./tellLost.js";

/** What says how a figure is framed: components/embed/embedDialog.ts. */
export interface EmbedModule {
  openEmbedDialog(part: Element, address: string): void;
}

/** Lets the links of figures to their own documents open what is to be known to frame them, by *load*. */
export function openEmbedLinks(load: () => Promise<EmbedModule>): void {
  document.addEventListener("click", (event) => {
    const {target, ctrlKey, metaKey, shiftKey} = event;
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a.embed-link") : null;
    if (!link || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    const part = link.closest("[data-embed]")!;
    load()
      .then(({openEmbedDialog}) => {
        openEmbedDialog(part, link.href); // of an empty file, or another version's, there is none
        untellLost(part);
      })
      .catch(() => tellLost(part));
  });
}
