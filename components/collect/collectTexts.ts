import {html} from "htl";
import type {CollectedRun} from "./collectedRun.js";
import type {Collection} from "./collection.js";
import {type FileFault, fileFaultText} from "./fileFault.js";
import {differingSettings} from "./settingGroups.js";

/** Returns what was read, in a sentence or two; nothing if nothing was. */
export function readSentence({runs, handIns, files, duplicates, recorded}: Collection): string {
  if (files.length === 0) return "";
  return [
    `${counted(runs.length, "run")} from ${counted(files.length, "file")}.`,
    ...(handIns.length > 0 ? [`${counted(handIns.length, "student")} handed in.`] : []),
    ...(duplicates > 0
      ? [
          `${counted(duplicates, "run")} ${duplicates === 1 ? "was" : "were"} there before, point for point, and left out.`
        ]
      : []),
    ...(recorded > 0 ? [`${counted(recorded, "recorded curve")} of the course left out.`] : [])
  ].join(" ");
}

/** Lines of faults that are shown; the others are counted. */
const mostLines = 20;

/** Returns a line for each file with a fault; of very many, the first. */
export function faultLines(faults: readonly FileFault[]): string[] {
  const lines = faults.slice(0, mostLines).map(fileFaultText);
  const more = faults.length - lines.length;
  return more > 0 ? [...lines, `and ${counted(more, "fault")} more`] : lines;
}

/** Returns why there is a choice of settings: *runs* differ in some. */
export function differenceSentence(runs: readonly CollectedRun[]): HTMLElement {
  const names = differingSettings(runs);
  const which = names.length > 0 ? `: they differ in ${listed(names)}` : "";
  return html`<span>Runs with other settings are kept apart${which}.</span>`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
