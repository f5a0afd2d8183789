import {html} from "htl";
import {netColor} from "../charts/scales.js";
import {tower} from "../diagrams/tower.js";
import {namedNetwork} from "../network/named.js";
import {editedCell, editedDepths} from "./editedCell.js";
import {curvesPicture} from "./pagePictures.js";
import type {Racer} from "./racePoints.js";

// What the course is for each of its readers, shown rather than told. All of it is decoration.

/** Returns the picture of a page to read: a title, lines, and the curves of the deep ones of *racers*. */
export function readerPicture({racers}: {racers: readonly Racer[]}): HTMLElement {
  return html`<div class="door" aria-hidden="true">
    <div class="paper">
      <b>Deeper, and worse</b>
      <hr />
      <hr />
      <hr class="short" />
      ${deepCurves(racers)}
      <hr />
      <hr />
      <hr class="short" />
    </div>
  </div>`;
}

/** Returns the picture of a cell that is being edited, and of the network that follows from it, before and after. */
export function editorPicture(): HTMLElement {
  const nets = [editedDepths.before, editedDepths.after].map((depth) => `cifar-plain-${depth}`);
  const [before, after] = nets.map((net) => {
    const {expression, input} = namedNetwork(net, {size: 16});
    return tower(expression, input, {color: netColor(net, nets), pitch: 2, widthUnit: 10});
  });
  return html`<div class="door" aria-hidden="true">
    ${editedCell()}
    <span class="towers">${before}<i>→</i>${after}</span>
  </div>`;
}

/** Returns the picture of a slide that frames a figure: the curves of the deep ones of *racers*. */
export function teacherPicture({racers}: {racers: readonly Racer[]}): HTMLElement {
  return html`<div class="door" aria-hidden="true">
    <div class="slide"><b>Why does depth hurt?</b>${deepCurves(racers)}<small>12</small></div>
  </div>`;
}

function deepCurves(racers: readonly Racer[]): SVGElement {
  return curvesPicture(racers.filter(({net}) => /56$/.test(net)));
}
