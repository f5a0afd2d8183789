import Reveal from "reveal.js";
import {figureFrame} from "./figureFrame.js";

// Starts the deck, and lets its fragments drive the figures. A fragment with `data-tell` sends that message to the figure of
// its slide when it is shown, and `data-take-back` when it is hidden again:
//
//     <p class="fragment" data-tell='{"type": "showStep", "step": 200}'>After 200 steps …</p>
//
// All else is between reveal.js and the figures: it tells them when their slide comes and goes, so that they go on and pause,
// and they tell it of the keys that are pressed while one of them has the focus.

/** @type {Map<Element, import("./figureFrame.js").FigureFrame>} */
const figures = new Map();
for (const frame of document.querySelectorAll("iframe")) figures.set(frame, figureFrame(frame));

const deck = new Reveal({
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  hash: true, // a slide has an address, and is there again when the page is loaded again
  controls: false,
  slideNumber: "c/t",
  transition: "none",
  // All figures are loaded with the deck, and stay: a run that was left goes on, and the room needs no network any more.
  viewDistance: 100,
  mobileViewDistance: 100
});

deck.on("fragmentshown", (event) => tell(event, "tell"));
deck.on("fragmenthidden", (event) => tell(event, "takeBack"));
deck.initialize();

/**
 * Sends what the event's fragments say under *name* to the figure of their slide.
 * @param {Event} event
 * @param {"tell" | "takeBack"} name
 */
function tell(event, name) {
  const {fragments} = /** @type {Event & {fragments: HTMLElement[]}} */ (event);
  for (const fragment of fragments) {
    const message = fragment.dataset[name];
    const frame = fragment.closest("section")?.querySelector("iframe");
    if (message && frame) figures.get(frame)?.tell(JSON.parse(message));
  }
}
