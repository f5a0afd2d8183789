import {html} from "htl";
import {withUnseen} from "../fields/quoted.js";
import {button} from "../widgets/button.js";
import {download} from "../widgets/download.js";
import {byAssignment} from "./byAssignment.js";
import {checksCsv} from "./checksCsv.js";
import {checksTable, handInNotes, strayText} from "./checksTable.js";
import {type CollectedHandIn, studentOf} from "./collectedHandIn.js";

/** Notes that are shown; the others are counted. */
const mostNotes = 20;

/** Returns what a class has handed in: students against checks, what was changed in checks, and each student's code. */
export function handInsFigure(handIns: readonly CollectedHandIn[]): HTMLElement {
  const assignments = byAssignment(handIns);
  const notes = [...assignments.slice(1).map(strayText), ...handInNotes(handIns)];
  const more = notes.length - mostNotes;
  const csv = () => download("class-checks.csv", new Blob([checksCsv(handIns)], {type: "text/csv"}));
  return html`<section class="hand-ins" aria-label="Handed in">
    ${assignments.length > 0 ? checksTable(assignments[0]) : ""}
    <ul class="hand-in-notes">
      ${notes.slice(0, mostNotes).map((note) => html`<li>${note}</li>`)}
      ${more > 0 ? html`<li>and ${more.toLocaleString("en")} more</li>` : ""}
    </ul>
    ${assignments.slice(1).map(checksTable)}
    <div class="controls">${button("Checks (CSV)", csv)}</div>
    <details class="drawer">
      <summary>Their code</summary>
      ${handIns.map(codeOf)}
    </details>
  </section>`;
}

/** A student's cells, laid out when they are asked for. */
function codeOf(handIn: CollectedHandIn): HTMLElement {
  const element = html`<details>
    <summary>${withUnseen(studentOf(handIn))}</summary>
  </details>` as HTMLDetailsElement;
  const lay = () =>
    element.append(
      ...handIn.cells.map(
        ({title, source}) =>
          html`<div>
            <b>${withUnseen(title)}</b>
            <pre tabindex="0" data-copy="none">${source}</pre>
          </div>`
      )
    );
  element.addEventListener("toggle", lay, {once: true});
  return element;
}
