import {meansPart} from "../../code/listing.js";

/**
 * Lights, in *element*, the lines of listings and the boxes of diagrams that are about one part, while one of them is pointed at
 * or has the keyboard's focus. A line has `data-parts`, patterns of what it makes; a box has `data-part`, its name. Of each
 * listing without the pointer the first lit line is scrolled to.
 */
export function linkParts(element: HTMLElement): void {
  const lightAt = ({target}: Event) =>
    light(element, (target as Element).closest?.("[data-part], [data-parts]"));
  element.addEventListener("pointerover", lightAt);
  element.addEventListener("focusin", lightAt);
  element.addEventListener("pointerleave", () => light(element, null));
}

function light(element: HTMLElement, source: Element | null | undefined): void {
  const name = source?.getAttribute("data-part");
  const parts = source?.getAttribute("data-parts")?.split(" ") ?? [];
  for (const box of element.querySelectorAll("[data-part]")) {
    const own = box.getAttribute("data-part")!;
    box.classList.toggle("lit", box === source || parts.some((part) => meansPart(part, own)));
  }
  const lines = [...element.querySelectorAll<HTMLElement>("[data-parts]")];
  for (const line of lines) {
    const own = line.dataset.parts!.split(" ");
    const about =
      name != null ? own.some((part) => meansPart(part, name)) : own.some((part) => parts.includes(part));
    line.classList.toggle("lit", about);
  }
  const listings = new Set(lines.map((line) => line.closest<HTMLElement>(".listing")!));
  for (const listing of listings) if (source && !listing.contains(source)) scrollToLit(listing);
}

/** Moves a listing's own content: the page stays. */
function scrollToLit(listing: HTMLElement): void {
  const first = listing.querySelector<HTMLElement>(".lit");
  if (!first) return;
  const {top, height} = listing.getBoundingClientRect();
  const at = first.getBoundingClientRect().top - top;
  if (at < 0 || at > height - 24) listing.scrollTop += at - height / 3;
}
