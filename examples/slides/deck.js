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

/**
 * The fragments whose message was sent, and not taken back.
 * @type {Set<Element>}
 */
const told = new Set();

deck.on("fragmentshown", () => tellFigure({start: true}));
deck.on("fragmenthidden", () => tellFigure());
deck.on("slidechanged", () => tellFigure()); // who goes back to a slide finds all of its fragments shown
deck.initialize();

/**
 * Sends the figure of the current slide what its fragments say: of those that are shown now, and the other way round of those
 * that no longer are. A training is started only where **start** says so: not by going back to its slide.
 */
function tellFigure({start = false} = {}) {
  const slide = deck.getCurrentSlide();
  const frame = slide.querySelector("iframe");
  const figure = frame && figures.get(frame);
  if (!figure) return;
  /** @type {NodeListOf<HTMLElement>} */
  const telling = slide.querySelectorAll(".fragment[data-tell]");
  const fragments = [...telling];
  const isShown = (/** @type {Element} */ fragment) => fragment.classList.contains("visible");
  for (const fragment of [...fragments].reverse())
    if (!isShown(fragment) && told.delete(fragment) && fragment.dataset.takeBack)
      figure.tell(JSON.parse(fragment.dataset.takeBack));
  for (const fragment of fragments) {
    if (!isShown(fragment) || told.has(fragment)) continue;
    told.add(fragment);
    const message = JSON.parse(fragment.dataset.tell ?? "");
    if (start || message.type !== "start") figure.tell(message);
  }
}
