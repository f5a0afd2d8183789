import {html} from "htl";
import {netColor, netLabel} from "../charts/scales.js";
import {pointAt, type Racer} from "./racePoints.js";
import type {RaceRecording} from "./raceRecording.js";

/** A table of what networks answer on the same images. Made by raceAnswers. */
export interface RaceAnswers {
  element: HTMLElement;
  /** Shows what each of *racers* answered when it was last asked before *step*; nothing if it has not been asked. */
  show(racers: readonly Racer[], step: number): void;
}

/**
 * Returns the table of a race: a row for each of *nets*, a column for each image. An answer is a class's name, with a tick
 * if it is right and a cross if it is wrong. Where there is little room the rows become columns (style/firstPage.css),
 * and so each cell says where it stands, by `--net` and `--image`.
 */
export function raceAnswers(
  {images, classes}: Pick<RaceRecording, "images" | "classes">,
  nets: readonly string[]
): RaceAnswers {
  const at = (net: number, image: number) => `--net: ${net}; --image: ${image}`;
  const rows = nets.map((net, row) => {
    const cells = images.map((_, i) => html`<span role="cell" style=${at(row + 1, i + 1)}></span>`);
    const count = html`<b role="cell" class="count" style=${at(row + 1, images.length + 1)}></b>`;
    const element = html`<div role="row">
      <span role="rowheader" class="net-name" style=${`${at(row + 1, 0)}; --ink: ${netColor(net, nets)}`}
        >${netLabel(net)}</span
      >
      ${cells}${count}
    </div>`;
    return {net, cells, count, element};
  });
  const element = html`<div
    class="race-answers"
    role="table"
    aria-label=${`What each network answers on ${images.length} test images`}
    style=${`--images: ${images.length}; --nets: ${nets.length}`}
  >
    <div role="row">
      <span role="columnheader" class="corner" style=${at(0, 0)}>test images</span>
      ${images.map(
        ({label, url}, i) =>
          html`<span role="columnheader" class="asked" style=${at(0, i + 1)}
            ><img src=${url} alt=${classes[label]} width="32" height="32"
          /></span>`
      )}
      <span role="columnheader" class="count" style=${at(0, images.length + 1)}>right</span>
    </div>
    ${rows.map(({element}) => element)}
  </div>`;

  function show(racers: readonly Racer[], step: number): void {
    for (const {net, cells, count} of rows) {
      const answers = pointAt(racers.find((racer) => racer.net === net)?.points ?? [], step)?.answers;
      cells.forEach((cell, i) => {
        const isRight = answers && answers[i] === images[i].label;
        cell.className = isRight === undefined ? "" : isRight ? "right" : "wrong";
        cell.textContent = answers ? `${isRight ? "✓" : "✗"}\u2009${classes[answers[i]]}` : "";
      });
      const right = answers?.filter((answer, i) => answer === images[i].label).length;
      count.textContent = right === undefined ? "" : String(right);
    }
  }

  return {element, show};
}
