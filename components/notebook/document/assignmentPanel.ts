import {html} from "htl";
import type {ClassAssignment} from "../../assignment/assignment.js";
import {checkStateTexts} from "../../assignment/checkStateTexts.js";
import {type CheckState, type HandIn, handInLimits} from "../../assignment/handIn.js";
import {faultsOf} from "../../fields/fault.js";
import {trainedHere} from "../../panels/trainedHere.js";
import {assignmentRuns, keepAssignmentRuns} from "../../stores/assignmentRuns.js";
import {button} from "../../widgets/button.js";
import {download} from "../../widgets/download.js";
import {faultList} from "../../widgets/faultList.js";
import {checkState} from "./checkState.js";
import {handInOf, isWaiting} from "./handInOf.js";
import type {NotebookCells} from "./notebookCells.js";
import {fileName} from "./notebookFile.js";

/** What a student sees of an assignment beside its tasks and cells. Made by assignmentPanel. */
export interface AssignmentPanel {
  /** What it is, and until when; above its cells. */
  head: HTMLElement;
  /** Its checks, and what hands it in; below its cells. */
  element: HTMLElement;
  /** Ends it: it follows nothing any more. */
  end(): void;
}

/** Options of assignmentPanel. */
export interface AssignmentPanelOptions {
  cells: Pick<NotebookCells, "element" | "items">;
  /** The student's name, as far as it is known. */
  student?: string;
  /** Called when the name is changed. */
  onName(name: string): void;
  /** Offers the student's file. Defaults to a download. */
  save?(name: string, blob: Blob): void;
}

/** Returns what a student needs to do an *assignment* and to hand it in: a file, which goes nowhere by itself. */
export function assignmentPanel(
  assignment: ClassAssignment,
  {cells, student = "", onName, save = download}: AssignmentPanelOptions
): AssignmentPanel {
  const list = html`<ul class="assignment-checks"></ul>`;
  const counted = html`<p class="assignment-said" role="status"></p>`;
  const said = html`<span role="status"></span>`;
  const faults = faultList("hand-in-faults");
  const name = html`<input
    type="text"
    autocomplete="name"
    maxlength=${handInLimits.name}
    value=${student}
  />` as HTMLInputElement;
  let end = () => {};
  const over = new Promise<void>((resolve) => (end = resolve));
  const trained = trainedHere(document, {onEnd: keepRuns, most: handInLimits.runs, invalidation: over});
  const observer = new MutationObserver(follow);

  function keepRuns(): void {
    follow();
    void keepAssignmentRuns(assignment.id, trained.runs);
  }

  function follow(): void {
    const checks = cells.items.filter(({check}) => check);
    const states = checks.map(({cell}) => checkState(cell));
    const held = states.filter((state) => state === "holds").length;
    const rows = checks.map(({cell: {title, element}}, i) => checkLine(title, element.id, states[i]));
    if (list.textContent !== rows.map(({textContent}) => textContent).join("")) list.replaceChildren(...rows);
    const waiting = cells.items.filter(isWaiting).map(({cell: {title}}) => title);
    const text = [
      `${held} of ${checks.length} ${checks.length === 1 ? "check holds" : "checks hold"}.`,
      ...(waiting.length > 0 ? [`Not run as written: ${waiting.join(", ")}.`] : [])
    ].join(" ");
    if (counted.textContent !== text) counted.textContent = text;
  }

  function handIn(): void {
    try {
      const file = handInOf(cells.items, {
        ...{assignment, name: name.value, runs: trained.runs, date: new Date()}
      });
      faults.show([]);
      save(nameOf(file), new Blob([JSON.stringify(file)], {type: "application/json"}));
      said.textContent = writtenText(file);
    } catch (error) {
      const wrong = faultsOf(error);
      said.textContent = "";
      if (!wrong) throw error;
      faults.show(wrong);
    }
  }

  name.addEventListener("input", () => onName(name.value.trim()));
  void assignmentRuns(assignment.id).then((kept) => (trained.add(kept), follow()));
  observer.observe(cells.element, {
    ...{subtree: true, childList: true},
    attributeFilter: ["data-done", "data-error", "data-stale", "data-waiting"]
  });
  follow();
  return {
    head: html`<p class="assignment-head">
      An assignment${assignment.due ? html`, due <b>${assignment.due}</b>` : ""}. Change the cells, run them,
      and hand in below.
    </p>`,
    element: html`<section class="assignment" aria-label="Hand in">
      ${list}${counted}
      <form class="controls" ${{onsubmit: (event: Event) => event.preventDefault()}}>
        <label>Your name, if you like ${name}</label>
        ${button("Hand in", handIn, {className: "primary"})} ${said}
      </form>
      ${faults.element}
      <p class="muted">
        It writes a file with your name, the code of each cell, which checks hold, and the runs that were
        trained here. Nothing is sent anywhere: give the file to your teacher.
      </p>
    </section>`,
    end() {
      observer.disconnect();
      end();
    }
  };
}

function checkLine(title: string, id: string, state: CheckState): HTMLElement {
  const {sign, words} = checkStateTexts[state];
  return html`<li data-state=${state}>${sign} <a href=${`#${id}`}>${title}</a> ${words}</li>`;
}

function nameOf({assignment: {title}, name = ""}: HandIn): string {
  return `${["hand-in", fileName(title), fileName(name)].filter((part) => part !== "").join("-")}.json`;
}

function writtenText(file: HandIn): string {
  const count = file.runs.length;
  return `${nameOf(file)} is written, with ${count} ${count === 1 ? "run" : "runs"}. It was not sent anywhere.`;
}
