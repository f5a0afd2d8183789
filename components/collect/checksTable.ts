import {html} from "htl";
import {checkStateTexts} from "../assignment/checkStateTexts.js";
import {type CheckResult, checkResults} from "../assignment/handIn.js";
import {withUnseen} from "../fields/quoted.js";
import type {AssignmentGroup} from "./byAssignment.js";
import {type CollectedHandIn, studentOf} from "./collectedHandIn.js";

/** Returns a table of students against the checks of an assignment. */
export function checksTable({assignment, handIns}: AssignmentGroup): HTMLElement {
  const checks = assignment.cells.filter(({check}) => check).map(({title}) => title);
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Checks">
    <table class="checks">
      <caption>
        ${withUnseen(assignment.title)}: ✓ holds, ✗ does not, – has not run
      </caption>
      <thead>
        <tr>
          <th scope="col">student</th>
          ${checks.map((title) => html`<th scope="col">${withUnseen(title)}</th>`)}
          <th scope="col" class="number">hold</th>
          <th scope="col" class="number">runs</th>
        </tr>
      </thead>
      <tbody>
        ${handIns.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row(handIn: CollectedHandIn): HTMLElement {
  const results = checkResults(handIn);
  const held = results.filter(({state}) => state === "holds").length;
  return html`<tr>
    <th scope="row">${withUnseen(studentOf(handIn))}</th>
    ${results.map(resultCell)}
    <td class="number">${held} of ${results.length}</td>
    <td class="number">${handIn.runs}</td>
  </tr>`;
}

function resultCell({state, changed}: CheckResult): HTMLElement {
  const {sign, words} = checkStateTexts[state];
  return html`<td data-state=${state}>
    <span aria-hidden="true">${sign}</span>
    <span class="visually-hidden">${words}</span>${changed ? " changed" : ""}
  </td>`;
}

/** Returns a sentence for each hand-in whose checks are other than was set, and for each cell that has not run as it stands. */
export function handInNotes(handIns: readonly CollectedHandIn[]): string[] {
  return handIns.flatMap((handIn) => {
    const student = withUnseen(studentOf(handIn));
    const changed = checkResults(handIn).filter((result) => result.changed);
    const waiting = handIn.cells.filter((cell) => cell.waiting);
    return [
      ...(changed.length > 0
        ? [`${student} has changed ${titles(changed)}: what is said of it is of other code than was set.`]
        : []),
      ...(waiting.length > 0 ? [`${student} has not run ${titles(waiting)} as written.`] : [])
    ];
  });
}

/** Returns a sentence that names the files of another assignment than the class's. */
export function strayText({assignment: {title}, handIns}: AssignmentGroup): string {
  const files = handIns.map(({file}) => withUnseen(file)).join(", ");
  const [verb, it] = handIns.length === 1 ? ["is", "it has"] : ["are", "they have"];
  return `${files} ${verb} of another assignment, “${withUnseen(title)}”, or of another version of it: ${it} a table below.`;
}

function titles(cells: readonly {title: string}[]): string {
  return cells.map(({title}) => withUnseen(title)).join(", ");
}
