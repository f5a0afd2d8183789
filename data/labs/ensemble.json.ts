import {readFileSync} from "node:fs";
import type {EnsembleRecording} from "../../components/charts/ensembleTable.js";
import {netLabel} from "../../components/charts/scales.js";
import {type RunSpec, toNetwork} from "../../components/experiment/runSpec.js";
import {cost} from "../../components/network/cost.js";
import type {EnsembleFile} from "../ensembleFile.js";
import {placeCaption} from "../recordedRuns.js";

// Made by `npm run record:ensemble`.

const url = new URL("../runs/labs/ensemble.json", import.meta.url);
const file = JSON.parse(readFileSync(url, "utf8")) as EnsembleFile;
const {member, deep, members, images, trials} = file;

const recording: EnsembleRecording = {
  rows: {
    alone: row(member, "alone"),
    together: row(member, "together", members),
    deep: row(deep, "deep")
  },
  images,
  caption: placeCaption(file, `${trials.length} seeds, `)
};
process.stdout.write(JSON.stringify(recording));

function row(
  spec: RunSpec,
  which: "alone" | "together" | "deep",
  count = 1
): EnsembleRecording["rows"]["deep"] {
  const {expression, input} = toNetwork(spec);
  return {
    name: `${["one", "two", "three"][count - 1] ?? count} ${netLabel(spec.network.name)}`,
    multiplyAdds: count * cost(expression, input).multiplyAdds,
    ends: trials.map(({seed, [which]: errors}) => ({seed, ...errors}))
  };
}
