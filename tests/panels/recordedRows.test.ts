import {expect, test} from "vitest";
import type {ErrorRow} from "../../components/charts/errorRows.js";
import {toRunSpec} from "../../components/experiment/runSpec.js";
import {toTraining, type TrainingSpec} from "../../components/experiment/trainingSpec.js";
import {recordedRows} from "../../components/panels/recordedRows.js";

const rows: ErrorRow[] = ["cifar-plain-8", "cifar-resnet-8"].map((net) => ({
  ...{run: "recorded run", net, split: "test", step: 4, error: 0.5}
}));
const recorded = toRunSpec({network: {name: "cifar-plain-8", width: 4}, steps: 4});
const netsOf = (spec: TrainingSpec) => recordedRows(toTraining(spec), rows, recorded).map(({net}) => net);
const as = {width: 4, steps: 4};

test("recordedRows(training) are those of its networks, if all else is as recorded", () => {
  expect(netsOf({networks: ["cifar-resnet-8"], ...as})).toEqual(["cifar-resnet-8"]);
  expect(netsOf({networks: ["cifar-resnet-14", "cifar-plain-8"], ...as})).toEqual(["cifar-plain-8"]);
  for (const other of [
    {width: 8},
    {steps: 5},
    {steps: 3, schedule: {type: "cosine"} as const},
    {optimizer: {learningRate: 0.1}},
    {shortcutScale: 2}
  ]) {
    expect(netsOf({networks: ["cifar-resnet-8"], ...as, ...other})).toEqual([]);
  }
});

test("recordedRows(training) are of any seed, and at a constant rate a shorter run is the beginning of a longer one", () => {
  expect(netsOf({networks: ["cifar-resnet-8"], ...as, seed: 2})).toEqual(["cifar-resnet-8"]);
  const longer = toRunSpec({network: {name: "cifar-plain-8", width: 4}, steps: 6});
  const shown = (steps: number) =>
    recordedRows(toTraining({networks: ["cifar-resnet-8"], width: 4, steps}), rows, longer).length;
  expect([shown(3), shown(4), shown(6), shown(7)]).toEqual([0, 1, 1, 0]);
});

test("recordedRows(training) looks at the layers: what is spelled out or idle changes nothing", () => {
  const spelled = {...as, shortcut: "A", block: "basic", cardinality: 1, activation: "relu"} as const;
  expect(netsOf({networks: ["cifar-resnet-8"], ...spelled})).toEqual(["cifar-resnet-8"]);
  const idle = {...as, shortcutScale: 0.5, zeroInit: true};
  expect(netsOf({networks: ["cifar-resnet-8", "cifar-plain-8"], ...idle})).toEqual(["cifar-plain-8"]);
});

test("recordedRows(training of namesakes) are under the key of the one that was recorded", () => {
  const namesakes = [{name: "cifar-resnet-8", shortcutScale: 0.5}, "cifar-resnet-8"];
  expect(netsOf({networks: namesakes, ...as})).toEqual(["cifar-resnet-8"]);
});
