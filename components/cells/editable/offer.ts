import {html} from "htl";
import {button} from "../button.js";
import {differenceView} from "./differenceView.js";

/** One cell of an offer: what it holds now, and what it would hold. */
export interface OfferedCell {
  title: string;
  before: string;
  after: string;
  /** Whether the published code has changed since. */
  outdated?: boolean;
}

/** Code that is shown, and that runs only if the reader agrees. */
export interface Offer {
  heading: string;
  /** What the reader should know before agreeing. */
  text: string;
  cells: readonly OfferedCell[];
  /** Further things to say, such as cells that this page does not have. */
  notes?: readonly string[];
  run(): void;
  /** Puts the code into its cells without running it. */
  show?(): void;
  ignore(): void;
}

/** A press that was meant for something else comes sooner than this after a banner has appeared. */
const settleMs = 600;

/** Returns a banner that shows *offer* in full. In a frame it cannot be accepted: the page around could trick a press. */
export function offerBanner({heading, text, cells, notes = [], run, show, ignore}: Offer): HTMLElement {
  const framed = window !== window.top;
  const choice = (label: string, act: () => void, className = "") =>
    button(label, () => (banner.remove(), act()), {className});
  const runButton = choice("Run this code", run, "primary");
  runButton.disabled = true;
  if (!framed) setTimeout(() => (runButton.disabled = false), settleMs);
  const banner: HTMLElement = html`<section class="cells-banner" aria-label=${heading}>
    <strong>${heading}</strong>
    <p>${framed ? "Open the page in its own tab to run it." : text}</p>
    ${notes.map((note) => html`<p>${note}</p>`)}
    ${cells.map(
      ({title, before, after, outdated}) =>
        html`<details open>
          <summary>${outdated ? `${title} (the published code has changed since)` : title}</summary>
          ${differenceView(before, after)}
        </details>`
    )}
    <div class="controls" role="group" aria-label=${heading}>
      ${runButton} ${show ? choice("Show it without running", show) : ""} ${choice("Ignore", ignore)}
    </div>
  </section>`;
  return banner;
}

/** Returns a banner that says only what is wrong with a link. */
export function noticeBanner(text: string): HTMLElement {
  const close = button("Close", () => banner.remove());
  const banner: HTMLElement = html`<section class="cells-banner" role="alert">
    <p>${text}</p>
    <div class="controls">${close}</div>
  </section>`;
  return banner;
}

/** Puts a banner before the page's text, in the place of an earlier one. Framework's preview counts the children of main. */
export function showBanner(banner: HTMLElement): void {
  const place =
    document.querySelector(".cells-banners") ??
    document.body.appendChild(html`<div class="cells-banners"></div>`);
  document.querySelector("#observablehq-main")?.before(place);
  place.replaceChildren(banner);
}
