import {html} from "htl";
import type {Spot} from "../../diagrams/volumes/drawSpot.js";
import {stageText} from "../../diagrams/volumes/stageText.js";
import {volumeLayout} from "../../diagrams/volumes/volumeLayout.js";
import {type ShownPlace, shownPlaces} from "../../network/shownPlaces.js";
import type {WalkPlace} from "../../network/volumeWalk.js";
import {button} from "../../widgets/button.js";
import {placePanel} from "./placePanel.js";
import {placeTable} from "./placeTable.js";
import {placeTitle} from "./placeWords.js";
import {walkScene} from "./walkScene.js";
import {walkStrip} from "./walkStrip.js";

/** A walk, and where a reader is on it. */
export interface WalkView {
  /** It emits "input" where the place or the spot has changed. */
  readonly element: HTMLElement;
  /** The number of the place, and the position of its map that is looked at. */
  readonly spot: Spot;
  readonly places: readonly WalkPlace[];
  /** Shows another walk, from its beginning. */
  show(places: readonly WalkPlace[], options: {label: string; every: boolean}): void;
  /** Shows a picture on the map of a place. */
  setFace(place: number, url: string): void;
  /** Looks at a position of a place's map. */
  lookAt(spot: Spot): void;
}

/**
 * Returns a view of a walk: the volumes in space, the same flat, a line of buttons for layers, and what is to be said of the
 * place where the reader is. **controls** stand above that, and **beside** beside it.
 */
export function walkView({
  controls = "",
  beside = ""
}: {controls?: Node | string; beside?: Node | string} = {}): WalkView {
  let shown: readonly ShownPlace[] = [];
  let places: readonly WalkPlace[] = [];
  let at = 0;
  let spot: Spot = {place: 0, row: 0, column: 0};
  const strip = walkStrip((to, options) => scene.goTo(to, options));
  const stops = html`<div class="controls walk-stops" role="group" aria-label="Go to"></div>`;
  const panel = placePanel();
  const table = html`<div></div>`;
  const scene = walkScene({
    onMove: (to) => arrive(to),
    onPress: (place, position) => lookAt({place, ...position})
  });
  const flat = button("Flat", () => setFlat(!element.classList.contains("flat")));
  const [back, on] = [
    button("←", () => scene.goTo(at - 1), {label: "The place before"}),
    button("→", () => scene.goTo(at + 1), {label: "The next place"})
  ];
  const element = html`<div class="walk">
    ${scene.element}
    <div class="controls walk-controls">${back}${on}${stops}${flat}</div>
    ${strip.element}${controls}
    <div class="walk-words">${panel.element}${beside}</div>
    <details>
      <summary>All volumes</summary>
      ${table}
    </details>
  </div>`;

  function setFlat(isFlat: boolean): void {
    element.classList.toggle("flat", isFlat);
    flat.setAttribute("aria-pressed", String(isFlat));
    strip.isFlat = isFlat;
  }

  /** The middle of a map is looked at until another position is pressed. */
  function arrive(to: number): void {
    at = to;
    const {place} = shown[at];
    if (spot.place !== place.index) spot = middleOf(place);
    tell();
  }

  function tell(): void {
    scene.light(isMade(shown[at].place) ? spot : undefined);
    scene.tell(at, panel.show(places, spot.place));
    back.disabled = at === 0;
    on.disabled = at === shown.length - 1;
    strip.mark(at);
    for (const one of stops.querySelectorAll("button"))
      one.setAttribute("aria-pressed", String(one.value === stopOf(shown[at].place)));
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function lookAt(next: Spot): void {
    spot = next;
    const to = shown.findIndex(({place}) => place.index === next.place);
    if (to !== at) scene.goTo(to);
    else tell();
  }

  flat.setAttribute("aria-pressed", "false");
  return {
    element,
    get spot() {
      return spot;
    },
    get places() {
      return places;
    },
    show(next, options) {
      places = next;
      shown = shownPlaces(next, options);
      at = 0;
      strip.show(shown, options.label);
      spot = middleOf(next[0]);
      scene.show(
        volumeLayout(shown),
        `${options.label}: ${shown.length} volumes from the image to the classes, in space`
      );
      stops.replaceChildren(...stopButtons(shown, (to) => scene.goTo(to)));
      table.replaceChildren(placeTable(next));
      tell();
    },
    setFace: scene.setFace,
    lookAt
  };
}

function middleOf({index, volume: [height, width]}: WalkPlace): Spot {
  return {place: index, row: Math.floor(height / 2), column: Math.floor(width / 2)};
}

/** Whether a position of a place's map is made from positions of the one before: of an image and of a vector there is nothing to see. */
function isMade({kind, leaves}: WalkPlace): boolean {
  return kind !== "image" && leaves[0]?.leaf.type !== "dense";
}

/** Where a stop's button leads: a layer, or what stands alone. */
function stopOf({stage, kind}: WalkPlace): string {
  return kind === "image" ? "image" : stage;
}

function stopButtons(shown: readonly ShownPlace[], goTo: (at: number) => void): HTMLButtonElement[] {
  const places = shown.map(({place}) => place);
  const firsts = places.flatMap((place, at) =>
    at === 0 || stopOf(places[at - 1]) !== stopOf(place) ? [{place, at}] : []
  );
  return firsts.map(({place, at}) => {
    const text = stageText(stopOf(place));
    const one = button(text, () => goTo(at), {label: placeTitle(places, place)});
    one.value = stopOf(place);
    return one;
  });
}
