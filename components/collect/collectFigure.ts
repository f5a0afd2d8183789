import {html} from "htl";
import {keepReading} from "../charts/keepReading.js";
import {button} from "../widgets/button.js";
import {dropPlace} from "../widgets/dropPlace.js";
import {exportButtons} from "../widgets/exportButtons.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import type {CollectedHandIn} from "./collectedHandIn.js";
import type {CollectedRun} from "./collectedRun.js";
import {type Collection, emptyCollection, type ResultsFile, withFiles} from "./collection.js";
import {differenceSentence, faultLines, readSentence} from "./collectTexts.js";
import {handInsFigure} from "./handInsFigure.js";
import {resultsCsv} from "./resultsCsv.js";
import {resultsFigure} from "./resultsFigure.js";
import {type SettingGroup, settingGroups} from "./settingGroups.js";

/** Options of collectFigure. */
export interface CollectOptions {
  /** What is shown until something is handed in. */
  example: {runs: readonly CollectedRun[]; caption: string};
  /** The promise of the cell that holds the figure. */
  invalidation?: Promise<unknown>;
}

/** Wider than other charts: hundreds of lines want room. */
const mostWidth = 880;

/**
 * Returns a place to hand in the results of a class, and what they come to: the curves of all runs, their means, where they
 * end. Files are read in this browser, and go nowhere.
 */
export function collectFigure({example, invalidation}: CollectOptions): HTMLElement {
  const [status, badge] = [html`<p class="status" role="status"></p>`, html`<p class="badge"></p>`];
  const faults = html`<div class="message" role="alert" hidden></div>`;
  const [figure, choice] = [html`<div></div>`, html`<div class="controls" hidden></div>`];
  const handedIn = html`<div></div>`;
  const clear = button("Remove all", () => replace(Promise.resolve(emptyCollection)));
  const pasted = html`<textarea
    rows="3"
    spellcheck="false"
    autocomplete="off"
  ></textarea>` as HTMLTextAreaElement;
  const drop = dropPlace({
    accept: ".csv,.json,text/csv,application/json",
    multiple: true,
    text: html`Drop the files of your students here, or <u>choose them</u>: the CSV of a figure’s download,
      its runs as JSON, or what was handed in of an assignment. They are read in this browser, and sent
      nowhere.`,
    take: add
  });
  let collection = emptyCollection;
  let reading = Promise.resolve(collection);
  let groups: readonly SettingGroup[] = [];
  let shown = 0;
  let chart: SVGSVGElement;
  let width = likelyWidth(mostWidth);

  function add(files: readonly ResultsFile[]): void {
    status.textContent = `Reading ${files.length === 1 ? files[0].name : `${files.length} files`} …`;
    void replace(reading.then((before) => withFiles(before, files)));
  }

  function paste(): void {
    const text = pasted.value;
    if (text.trim() === "") return void pasted.focus();
    pasted.value = "";
    add([{name: "pasted text", size: text.length, text: () => Promise.resolve(text)}]);
  }

  /** Shows what a collection becomes, unless another comes after it. */
  async function replace(next: Promise<Collection>): Promise<void> {
    reading = next;
    const read = await next;
    if (reading === next) follow(read);
  }

  function follow(read: Collection): void {
    collection = read;
    const {runs, handIns} = collection;
    const isExample = runs.length === 0 && handIns.length === 0;
    groups = settingGroups(isExample ? example.runs : runs);
    shown = 0;
    status.textContent = readSentence(collection);
    const lines = faultLines(collection.faults);
    faults.hidden = lines.length === 0;
    faults.replaceChildren(...lines.map((line) => html`<div>${line}</div>`));
    followHandIns(handIns);
    badge.textContent = isExample ? example.caption : "";
    badge.hidden = !isExample;
    clear.hidden = collection.files.length === 0 && lines.length === 0;
    choice.hidden = groups.length < 2;
    choice.replaceChildren(
      ...(groups.length < 2 ? [] : [differenceSentence(isExample ? example.runs : runs), select()])
    );
    draw();
  }

  function followHandIns(handIns: readonly CollectedHandIn[]): void {
    handedIn.replaceChildren(...(handIns.length > 0 ? [handInsFigure(handIns)] : []));
  }

  function select(): HTMLElement {
    const choose = ({currentTarget}: Event) => {
      shown = (currentTarget as HTMLSelectElement).selectedIndex;
      draw();
    };
    return html`<label
      >Settings
      <select ${{onchange: choose}}>
        ${groups.map(({name, count}) => html`<option>${name} (${count === 1 ? "1 run" : `${count} runs`})</option>`)}
      </select></label
    >`;
  }

  function draw(): void {
    drawer.hidden = groups.length === 0; // what was handed in may have no run
    if (groups.length === 0) return figure.replaceChildren();
    keepReading(figure, () => {
      const drawn = resultsFigure(groups[shown], {width});
      chart = drawn.chart;
      figure.replaceChildren(drawn.element);
    });
  }

  const files = exportButtons({
    csv: () => resultsCsv(groups),
    chart: () => chart,
    source: () =>
      [
        "residual networks",
        collection.runs.length > 0 ? "a class’s runs" : example.caption,
        groups[shown].name
      ]
        .filter((text) => text !== "")
        .join(" · "),
    name: "class-results"
  });
  const drawer = html`<details class="drawer">
    <summary>Download</summary>
    ${files}
  </details>`;
  follow(collection);
  const resized = fitted(figure, (room) => ((width = room), draw()), {most: mostWidth});
  invalidation?.then(() => resized.disconnect());
  return html`<div class="run collect" role="group" aria-label="A class’s results">
    ${drop}
    <label class="paste">Or paste what a file has in it: ${pasted}</label>
    <div class="controls">${button("Add", paste)} ${clear} ${status}</div>
    ${faults}${badge}${handedIn}${choice}${figure}${drawer}
  </div>`;
}
