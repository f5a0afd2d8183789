import {html} from "htl";
import type {Height} from "../charts/landscape.js";
import {landscapePanel, landscapePanels} from "../charts/landscapePanel.js";
import {landscapeTable, type NetLandscape} from "../charts/landscapeTable.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {choiceField} from "../widgets/labFields.js";

/** Options of landscapeMaps. */
export interface LandscapeMapsOptions {
  /** Its accessible name. */
  label: string;
  /** The promise of the cell that holds it. */
  invalidation?: Promise<unknown>;
}

/** Returns maps of landscapes beside each other, of loss or of error, with their numbers in a table. */
export function landscapeMaps(
  rows: readonly NetLandscape[],
  {label, invalidation}: LandscapeMapsOptions
): HTMLElement {
  const height = choiceField({name: "height", label: "Height", options: {loss: "loss", error: "error"}});
  const figure = html`<div class="lab-figure"></div>`;
  const numbers = html`<div></div>`;
  let width = likelyWidth();

  function show(): void {
    const of = height.value as Height;
    const panel = ({net, landscape}: NetLandscape, each: number) =>
      landscapePanel(net, landscape, {width: each, height: of});
    figure.replaceChildren(landscapePanels(rows, panel, width));
    numbers.replaceChildren(landscapeTable(rows, of));
  }

  height.element.addEventListener("input", show);
  show();
  const resized = fitted(figure, (room) => ((width = room), show()));
  invalidation?.then(() => resized.disconnect());
  return html`<div class="run lab" role="group" aria-label=${label}>
    <div class="controls">${height.element}</div>
    ${figure}
    <details>
      <summary>The numbers</summary>
      ${numbers}
    </details>
  </div>`;
}
