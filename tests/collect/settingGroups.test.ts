import {expect, test} from "vitest";
import type {CollectedRun} from "../../components/collect/collectedRun.js";
import {readRunFiles} from "../../components/collect/readRunFiles.js";
import {differingSettings, settingGroups} from "../../components/collect/settingGroups.js";
import type {RunFile} from "../../components/experiment/runFile.js";
import {runFileOf, runOf} from "./results.js";

const collected = (...files: RunFile[]): CollectedRun[] => readRunFiles(JSON.stringify(files), "a.json").runs;
const told = (runs: readonly CollectedRun[]) =>
  settingGroups(runs).map(({name, nets}) => [name, nets.map(([net, own]) => `${net}: ${own.length}`)]);

test("settingGroups(runs) puts together what differs in network, seed, and when it was measured", () => {
  const runs = collected(
    runFileOf({seed: 1}),
    runFileOf({seed: 2, evaluationInterval: 2}),
    runFileOf({seed: 1, network: {name: "cifar-resnet-8"}})
  );
  expect(told(runs)).toEqual([["", ["cifar-plain-8: 2", "cifar-resnet-8: 1"]]]);
  expect(differingSettings(runs)).toEqual([]);
});

test("settingGroups(runs) keeps other settings apart, names what differs, and has the most runs first", () => {
  const runs = collected(
    runFileOf({optimizer: {learningRate: 0.1}, headInit: "zero"}),
    runFileOf({seed: 1}),
    runFileOf({seed: 2})
  );
  expect(told(runs)).toEqual([
    ["Learning rate 0.05, Head begins by fan-in", ["cifar-plain-8: 2"]],
    ["Learning rate 0.1, Head begins 0", ["cifar-plain-8: 1"]]
  ]);
  expect(differingSettings(runs)).toEqual(["learning rate", "head begins"]);
});

test("settingGroups(runs) tells namesakes apart by the network's own settings", () => {
  const runs = collected(
    runFileOf({network: {name: "cifar-resnet-8"}}),
    runFileOf({network: {name: "cifar-resnet-8", shortcutScale: 0.5, width: 4}})
  );
  expect(told(runs)).toEqual([["", ["cifar-resnet-8: 1", "cifar-resnet-8, width 4, λ 0.5: 1"]]]);
});

test("settingGroups(runs) keeps runs that were stopped apart, but not those that diverged", () => {
  const runs = collected(
    runFileOf({seed: 1}),
    runFileOf({seed: 2}, {taken: 3}),
    runFileOf({seed: 3}, {taken: 3, diverged: true})
  );
  expect(told(runs)).toEqual([
    ["from run files", ["cifar-plain-8: 2"]],
    ["from run files, ended after 3 steps", ["cifar-plain-8: 1"]]
  ]);
});

test("settingGroups(runs) keep a CSV's runs, whose settings are not known, apart from others and by their length", () => {
  const runs = [
    ...collected(runFileOf()),
    runOf(),
    runOf({net: "my net"}, 0.5),
    runOf({steps: 8}),
    runOf({settings: "Learning rate 0.1"}),
    runOf({settings: "Learning rate 0.2, 4 steps"})
  ];
  expect(told(runs)).toEqual([
    ["from CSV, settings not told, 4 steps", ["cifar-plain-8: 1", "my net: 1"]],
    ["from run files", ["cifar-plain-8: 1"]],
    ["from CSV, settings not told, 8 steps", ["cifar-plain-8: 1"]],
    ["Learning rate 0.1, 4 steps", ["cifar-plain-8: 1"]],
    ["Learning rate 0.2, 4 steps", ["cifar-plain-8: 1"]]
  ]);
});

test("settingGroups(runs) take any name for a network's", () => {
  const names = ["__proto__", "constructor", "<b>x</b>", "a, b", "toString"];
  expect(told(names.map((net) => runOf({net})))).toEqual([["", names.map((net) => `${net}: 1`)]]);
});
