import {html} from "htl";
import {button} from "../../widgets/button.js";
import type {Origin} from "../cell/cell.js";
import {differenceView, visibleText} from "../edits/differenceView.js";
import {forgetLink} from "../edits/forgetLink.js";

/** One cell of an offer: what it holds now, and what it would hold. */
export interface ReviewedCell {
  title: string;
  before: string;
  after: string;
  lang?: "js" | "ts";
  /** The prose before it. */
  text?: string;
  /** Whether the published code has changed since. */
  outdated?: boolean;
}

/** Where a banner comes from. */
export interface BannerSource {
  /** That of a link is focused when it appears, and goes when the link leaves the address. */
  origin?: Origin;
  /** Called after any of the buttons. For a link, it is taken from the address unless this does something else. */
  done?(): void;
}

/** Code that is shown, and that runs only if the reader agrees. Its origin is a link unless it says otherwise. */
export interface EditsReview extends BannerSource {
  heading: string;
  /** What the reader should know before agreeing. */
  text: string;
  /** Prose that comes with the code, shown before it as plain text. */
  prose?: readonly string[];
  cells: readonly ReviewedCell[];
  /** Further notes, such as on cells that this page does not have. */
  notes?: readonly string[];
  run(): void;
  /** Puts the code into its cells without running it. */
  show?(): void;
  ignore(): void;
}

/** A press sooner than this after a banner appears was probably meant for something else. */
const settleMs = 600;

const languages = {js: "JavaScript", ts: "TypeScript"};

/** Returns a banner that shows *offer* in full. In a frame it cannot be accepted: the page around could trick a press. */
export function reviewBanner(offer: EditsReview): HTMLElement {
  const {heading, text, prose = [], cells, notes = [], run, show, ignore, origin = "link", done} = offer;
  const framed = inFrame();
  const choice = (label: string, act: () => void, className = "") =>
    button(label, () => leave(banner, {origin, done}, act), {className});
  const runButton = choice("Run this code", run, "primary");
  runButton.disabled = true;
  if (!framed) setTimeout(() => (runButton.disabled = false), settleMs);
  const content = html`<div>
    <strong>${heading}</strong>
    <p>${framed ? "Open the page in its own tab to run it." : text}</p>
    ${notes.map((note) => html`<p>${note}</p>`)} ${prose.map(quote)} ${cells.map(offeredCell)}
    <div class="controls" role="group" aria-label=${heading}>
      ${runButton} ${show ? choice("Show it without running", show) : ""} ${choice("Ignore", ignore)}
    </div>
  </div>`;
  const banner = region(heading, origin, content);
  return banner;
}

/** Returns a banner that only says something, such as what is wrong with a link. */
export function noticeBanner(text: string, {origin = "own", done}: BannerSource = {}): HTMLElement {
  const close = button("Close", () => leave(banner, {origin, done}));
  const content = html`<div>
    <p role="alert">${visibleText(text)}</p>
    <div class="controls">${close}</div>
  </div>`;
  const banner = region("Message", origin, content);
  return banner;
}

/**
 * Puts a banner before the page's text, in the place of an earlier one, and not into main: Framework's preview counts
 * the children there. What comes by a link is focused: the reader has followed it for this.
 */
export function showBanner(banner: HTMLElement): void {
  const place =
    document.querySelector(".cells-banners") ??
    document.body.appendChild(html`<div class="cells-banners"></div>`);
  document.querySelector("#observablehq-main")?.before(place);
  place.replaceChildren(banner);
  if (banner.dataset.origin !== "link" || inFrame()) return;
  banner.focus({preventScroll: true});
  banner.scrollIntoView({block: "start"});
}

function region(label: string, origin: Origin, content: HTMLElement): HTMLElement {
  return html`<section
    class="cells-banner"
    role="region"
    aria-label=${label}
    tabindex="-1"
    data-origin=${origin}
  >
    ${content}
  </section>`;
}

/** Moves the focus on to the page's text, which would otherwise be lost with the button that was pressed. */
function leave(banner: HTMLElement, {origin, done}: BannerSource, act?: () => void): void {
  banner.remove();
  document.querySelector<HTMLElement>("#observablehq-main")?.focus({preventScroll: true});
  if (done) done();
  else if (origin === "link") forgetLink();
  act?.();
}

function offeredCell({title, before, after, lang, text = "", outdated}: ReviewedCell): HTMLElement {
  const words = [lang && languages[lang], outdated && "the published code has changed since"].filter(Boolean);
  const about = words.length > 0 ? ` (${words.join("; ")})` : "";
  return html`<div>
    ${quote(text)}
    <details open>
      <summary><bdi>${visibleText(title)}</bdi>${about}</summary>
      ${differenceView(before, after)}
    </details>
  </div>`;
}

/** Sets prose of a link apart from the site's own text. */
function quote(text: string): HTMLElement | "" {
  return text.trim() === "" ? "" : html`<blockquote>${visibleText(text)}</blockquote>`;
}

function inFrame(): boolean {
  return window !== window.top;
}
