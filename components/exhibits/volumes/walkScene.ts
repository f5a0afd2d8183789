import {html} from "htl";
import {svgElement} from "../../diagrams/svgElement.js";
import {type Camera, cameraAt, cameraTransform, drawingPoint} from "../../diagrams/volumes/camera.js";
import {drawSpot, type Spot} from "../../diagrams/volumes/drawSpot.js";
import {drawVolumes, sideTransform} from "../../diagrams/volumes/drawVolumes.js";
import {
  type Point,
  positionIn,
  type VolumeBox,
  type VolumeLayout
} from "../../diagrams/volumes/volumeLayout.js";
import {likelyWidth} from "../../widgets/fitted.js";

/** Room from one place to the next, in pixels that are scrolled. */
const step = 110;
/** A movement has come to its end within this share of a step. */
const nearEnough = 0.05;
/** How high the scene is, in pixels (style/volumes.css). */
const sceneHeight = 380;
/** The widest that a page gives, in pixels. */
const widest = 1072;

/** The volumes in space: a scene that is scrolled through. */
export interface WalkScene {
  readonly element: HTMLElement;
  /** Shows another walk, from its beginning. */
  show(layout: VolumeLayout, label: string): void;
  /** Moves the camera to a box by its number; at once, or smoothly as the reader's system allows. */
  goTo(at: number, options?: {smooth?: boolean}): void;
  /** Shows a picture on the right side of a place's box. */
  setFace(place: number, url: string): void;
  /** Lights what a position of a place is made from; undefined puts it out. */
  light(spot: Spot | undefined): void;
  /** Says to a screen reader where the walk is: which of its boxes, and in words. */
  tell(at: number, text: string): void;
}

/** Options of walkScene. */
export interface WalkSceneOptions {
  /** Called with the number of the box that the camera has come to. */
  onMove(at: number): void;
  /** Called with a place and a position of its map that was pressed. */
  onPress(place: number, position: {row: number; column: number}): void;
}

/**
 * Returns a scene. It scrolls sideways, by wheel, finger, pointer and arrow keys; a frame of that sets one transform, of an
 * element that is laid out once.
 */
export function walkScene({onMove, onPress}: WalkSceneOptions): WalkScene {
  const stage = html`<div class="walk-stage"></div>`;
  const track = html`<div class="walk-track">${stage}</div>`;
  const element = html`<div
    class="walk-scene"
    tabindex="0"
    role="slider"
    aria-label="Place in the network"
    aria-valuemin="1"
  >
    ${track}
  </div>`;
  let layout: VolumeLayout | undefined;
  let drawing: SVGSVGElement | undefined;
  let spots: SVGElement | undefined;
  let current = 0;
  let target: number | undefined; // where a smooth movement goes
  let view = {width: likelyWidth(widest), height: sceneHeight};
  let camera: Camera | undefined;

  /** The one thing that a frame changes. */
  function look(at: number): void {
    if (!layout || !drawing) return;
    camera = cameraAt(layout, at, view);
    drawing.style.transform = cameraTransform(camera, view);
  }

  function scrolled(): void {
    const at = element.scrollLeft / step;
    look(at);
    if (target !== undefined && Math.abs(at - target) > nearEnough) return; // on the way, places are passed by
    target = undefined;
    arriveAt(Math.round(at));
  }

  function arriveAt(at: number): void {
    if (at === current || !layout || at < 0 || at >= layout.boxes.length) return;
    current = at;
    onMove(at);
  }

  function goTo(at: number, {smooth = true} = {}): void {
    if (!layout) return;
    const to = Math.max(0, Math.min(layout.boxes.length - 1, at));
    const calm = !smooth || globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
    const scrolls = element.scrollWidth > element.clientWidth && element.clientWidth > 0;
    target = scrolls && !calm ? to : undefined;
    if (scrolls) element.scrollTo({left: to * step, behavior: calm ? "instant" : "smooth"});
    else look(to); // hidden, or not in its place yet
    arriveAt(to);
  }

  function pointOf(event: PointerEvent): Point {
    const box = element.getBoundingClientRect();
    return drawingPoint(camera!, view, [event.clientX - box.left, event.clientY - box.top]);
  }

  dragged(element, (event) => {
    if (!layout || !camera) return;
    const point = pointOf(event);
    for (const box of layout.boxes.toReversed()) {
      const position = positionIn(box, point);
      if (position) return onPress(box.place.index, position);
    }
  });
  for (const taken of ["wheel", "pointerdown"])
    element.addEventListener(taken, () => (target = undefined), {passive: true});
  element.addEventListener("scroll", scrolled, {passive: true});
  element.addEventListener("keydown", (event) => {
    const to = keyTarget(event.key, current, layout?.boxes.length ?? 0);
    if (to === undefined) return;
    event.preventDefault();
    goTo(to);
  });
  whenResized(element, (size) => {
    view = size;
    if (Math.round(element.scrollLeft / step) !== current) element.scrollLeft = current * step;
    look(current);
  });

  return {
    element,
    show(next, label) {
      layout = next;
      drawing = drawVolumes(next, {label});
      spots = svgElement("g", {class: "spot"});
      drawing.append(spots);
      stage.replaceChildren(drawing);
      track.style.width = `calc(100% + ${(next.boxes.length - 1) * step}px)`;
      element.setAttribute("aria-valuemax", String(next.boxes.length));
      current = 0;
      element.scrollLeft = 0;
      look(0);
    },
    goTo,
    setFace: (place, url) => setFace(drawing, layout?.boxOf(place), url),
    light(spot) {
      const lines = spot && layout ? drawSpot(layout, spot) : [];
      spots?.replaceChildren(...lines);
    },
    tell(at, text) {
      element.setAttribute("aria-valuenow", String(at + 1));
      element.setAttribute("aria-valuetext", text);
    }
  };
}

/** Shows a picture on the right side of a box, in the place of another. */
function setFace(drawing: SVGSVGElement | undefined, box: VolumeBox | undefined, url: string): void {
  const group = box && drawing?.querySelector(`.volume[data-place="${box.place.index}"]`);
  if (!group) return;
  group.querySelector("image")?.remove();
  const face = {width: 1, height: 1, preserveAspectRatio: "none", href: url, transform: sideTransform(box)};
  group.querySelector(".side")!.before(svgElement("image", face));
}

/** Calls *act* with the size of *element* when that changes, unless it is hidden. */
function whenResized(element: Element, act: (size: {width: number; height: number}) => void): void {
  new ResizeObserver(([entry]) => {
    const {width, height} = entry.contentRect;
    if (width > 0) act({width, height});
  }).observe(element);
}

function keyTarget(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return current + 1;
    case "ArrowLeft":
    case "ArrowDown":
      return current - 1;
    case "PageDown":
      return current + 5;
    case "PageUp":
      return current - 5;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** Below so many pixels of movement, a press is no drag. */
const leastDrag = 5;

/** Lets a pointer drag *element* sideways, as a finger does by itself. Calls *press* where it was pressed and did not move. */
function dragged(element: HTMLElement, press: (event: PointerEvent) => void): void {
  let from: {x: number; left: number; moved: boolean} | undefined;
  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0) from = {x: event.clientX, left: element.scrollLeft, moved: false};
  });
  element.addEventListener("pointermove", (event) => {
    if (!from || event.pointerType !== "mouse") return;
    if (!from.moved && Math.abs(event.clientX - from.x) < leastDrag) return;
    if (!from.moved) element.setPointerCapture(event.pointerId);
    from.moved = true;
    element.scrollLeft = from.left - (event.clientX - from.x);
  });
  element.addEventListener("pointerup", (event) => {
    if (from && !from.moved && Math.abs(event.clientX - from.x) < leastDrag) press(event);
    from = undefined;
  });
  element.addEventListener("pointercancel", () => (from = undefined));
}
