import {html} from "htl";
import type {Height, Landscape} from "../charts/landscape.js";
import {landscapePanel, landscapePanels, leastBesideSurface} from "../charts/landscapePanel.js";
import {landscapeTable} from "../charts/landscapeTable.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import type {LabField} from "../widgets/labFields.js";
import {turnedView} from "./turnedView.js";

/** A landscape, of which network it is, and where it was measured. */
export interface ShownLandscape {
  net: string;
  landscape: Landscape;
  place: string;
  /** Whether it was measured on this page. */
  live: boolean;
}

/** One landscape as a surface and as a map. */
export interface LandscapeView {
  /** Surface and map, and the sliders that turn the surface. */
  element: HTMLElement;
  /** Where it was measured. */
  badge: HTMLElement;
  /** The numbers behind the pictures. */
  numbers: HTMLElement;
  /** Shows another landscape; undefined stands for none. */
  show(shown: ShownLandscape | undefined): void;
  end(): void;
}

/** Returns a view that shows nothing yet; *height* chooses between loss and error. */
export function landscapeView(height: LabField): LandscapeView {
  const turned = turnedView(draw);
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure turnable"></div>`;
  const numbers = html`<div></div>`;
  let current: ShownLandscape | undefined;
  let width = likelyWidth();

  function draw(): void {
    badge.textContent = current?.place ?? "not measured";
    badge.classList.toggle("live", current?.live ?? false);
    if (!current) return figure.replaceChildren(html`<p class="status">Not recorded. Press Measure.</p>`);
    const {net, landscape} = current;
    const of = height.value as Height;
    const shown = [{view: turned.view}, {note: ""}];
    const panel = (how: (typeof shown)[number], each: number) =>
      landscapePanel(net, landscape, {width: each, height: of, ...how});
    figure.replaceChildren(landscapePanels(shown, panel, width, {leastBeside: leastBesideSurface}));
    numbers.replaceChildren(landscapeTable([{net, landscape}], of));
  }

  turned.turnBy(figure);
  height.element.addEventListener("input", draw);
  const resized = fitted(figure, (room) => ((width = room), draw()));
  return {
    element: html`<div>${figure}${turned.element}</div>`,
    badge,
    numbers,
    show(shown) {
      current = shown;
      draw();
    },
    end: () => resized.disconnect()
  };
}
