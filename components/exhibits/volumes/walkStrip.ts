import {html} from "htl";
import {drawFlat} from "../../diagrams/volumes/drawFlat.js";
import type {ShownPlace} from "../../network/shownPlaces.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";

/** A walk's volumes, flat: a column each. */
export interface WalkStrip {
  readonly element: HTMLElement;
  /** Whether it stands in the place of the volumes in space, and is higher. */
  isFlat: boolean;
  show(shown: readonly ShownPlace[], label: string): void;
  /** Marks the column of the place where the reader is. */
  mark(at: number): void;
}

/** It takes no more room than this, in pixels. */
const widest = 1040;
/** Its heights below the volumes in space, and in their place (style/volumes.css); and the width below which there are none. */
const heights = {strip: 104, flat: 260};
const leastWide = 600;

/** Returns an empty strip. *goTo* is called with the number of a column that is pressed, or dragged over. */
export function walkStrip(goTo: (at: number, options: {smooth: boolean}) => void): WalkStrip {
  const element = html`<div class="walk-strip"></div>`;
  let shown: readonly ShownPlace[] = [];
  let [label, current, isFlat] = ["", 0, false];
  let width = likelyWidth(widest);

  function draw(): void {
    const height = isFlat || width < leastWide ? heights.flat : heights.strip;
    const spoken = `${label}, flat: a column a volume, sides above, channels below`;
    element.replaceChildren(drawFlat(shown, {width, height, label: spoken}));
    mark(current);
  }

  function mark(at: number): void {
    current = at;
    element.querySelector(".current")?.classList.remove("current");
    element.querySelector(`[data-at="${at}"]`)?.classList.add("current");
  }

  function pick(event: PointerEvent): void {
    if (event.type === "pointermove" && event.buttons === 0) return;
    const {left, width: across} = element.firstElementChild!.getBoundingClientRect();
    const to = Math.floor(((event.clientX - left) / across) * shown.length);
    goTo(Math.max(0, Math.min(shown.length - 1, to)), {smooth: event.type === "pointerdown"});
  }

  element.addEventListener("pointerdown", pick);
  element.addEventListener("pointermove", pick);
  fitted(element, (room) => ((width = room), draw()), {most: widest});
  return {
    element,
    get isFlat() {
      return isFlat;
    },
    set isFlat(next) {
      isFlat = next;
      draw();
    },
    show(next, name) {
      [shown, label, current] = [next, name, 0];
      draw();
    },
    mark
  };
}
