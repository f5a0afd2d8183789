import {readFileSync} from "node:fs";
import type {RunFile} from "../components/experiment/runFile.js";
import {markdownTable} from "../scripts/markdownTable.js";
import {recordedFiles, recordedRun} from "./recordedFiles.js";
import {type RecordedSet, recordedSets} from "./recordedSets.js";

/** The page that lists what is recorded. */
export const tablePage = "docs/recordings.md";

/** Analyses of networks, each with a command of its own; every file says its device and its date. */
const analyses: readonly {file: string; command: string}[] = [
  {file: "data/runs/labs/branches.json", command: "record:branches"},
  {file: "data/runs/labs/constructed.json", command: "record:constructed"},
  {file: "data/runs/labs/copies.json", command: "record:copies"},
  {file: "data/runs/labs/correlations.json", command: "record:correlations"},
  {file: "data/runs/labs/ensemble.json", command: "record:ensemble"},
  {file: "data/runs/labs/equivalence.json", command: "record:equivalence"},
  {file: "data/runs/labs/image/cifar-plain-56-seed-1.json", command: "record:image"},
  {file: "data/runs/labs/maps.json", command: "record:maps"},
  {file: "data/runs/labs/reach.json", command: "record:reach"},
  {file: "data/runs/weights/shapesFirst.json", command: "record:weights"}
];

/** Returns the page that lists what is recorded: how often, with what, when. */
export function recordingsPage(): string {
  return `# What is recorded

Made by \`npm run record:list\`; a test holds it against the files. \`npm run record:all\` records what is missing, and
\`npm run record -- --check\` trains a sample anew.

${markdownTable(["specs", "runs", "steps", "folder", "with", "when"], recordedSets.map(rowOf))}

Analyses:

${markdownTable(["file", "command", "with", "when"], analyses.map(analysisRow))}
`;
}

function rowOf(set: RecordedSet): string[] {
  const files = recordedFiles([set]);
  const runs = files.flatMap((file) => recordedRun(file) ?? []);
  const steps = unique(runs.map(({spec}) => String(spec.steps)));
  const specs = files.length / set.seeds.length;
  return [
    `\`data/specs/${set.specs}.json\``,
    `${specs} × ${set.seeds.length} seeds`,
    steps,
    `\`data/${set.folder}\``,
    unique(runs.map(madeWith)),
    unique(runs.map(({date}) => dayOf(date)))
  ];
}

function analysisRow({file, command}: (typeof analyses)[number]): string[] {
  const {backend, device, date} = JSON.parse(
    readFileSync(new URL(`../${file}`, import.meta.url), "utf8")
  ) as {
    backend: string;
    device: string;
    date: string;
  };
  return [`\`${file}\``, `\`npm run ${command}\``, `${backend} on ${processor(device)}`, dayOf(date)];
}

function madeWith({backend, executor = "reference", device}: RunFile): string {
  return `${executor}, ${backend} on ${processor(device)}`;
}

function processor(device: string): string {
  return device.split("; ").at(-1)!;
}

function dayOf(date: string): string {
  return date.slice(0, 10);
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join(", ");
}
