import {readdirSync, readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {experimentFromLink} from "../components/experiment/link.js";
import {toPoints, toRunFile} from "../components/experiment/runFile.js";
import {type RunSpec, toNetwork, toRunSpec} from "../components/experiment/runSpec.js";
import type {StepMetrics} from "../components/experiment/stepMetrics.js";
import {toTraining, type TrainingSpec} from "../components/experiment/trainingSpec.js";
import * as networkModule from "../components/network.js";
import {networkKey} from "../components/network/identity.js";
import {parameters} from "../components/network/parameters.js";
import {notebookFromMarkdown} from "../components/notebook/document/notebookMarkdown.js";
import {loadNotebook} from "../components/notebook/document/notebookStore.js";
import {loadEdits} from "../components/notebook/edits/edits.js";
import {decodeLink} from "../components/notebook/edits/link.js";
import type {TrainerEvent} from "../components/protocol/messages.js";
import {savedSession} from "../components/stores/checkpoints.js";
import {fromStateValues} from "../components/stores/stateValues.js";
import {trainedNetworks} from "../components/stores/trainedNetworks.js";
import {createEngine} from "../components/worker/engine.js";
import {type NetworkEffect, networkEffect, type RunEffect, runEffect} from "./effectOf.js";
import {tinyDataset} from "./worker/tinyDataset.js";
import {type RawStore, writeStore} from "./writeStore.js";

import "fake-indexeddb/auto";

// What version 0.1.0 wrote and what readers have kept of it still opens, and comes to the same networks, the same training
// and the same numbers. The fixtures were written by that version's own code, and are never made anew.

const folder = "tests/fixtures/v0.1.0";
const read = <T>(name: string): T => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as T;

/** What a run comes to: its network is an entry of networks.json. */
type Expected = RunEffect & {network: string};

/** What an experiment comes to. */
interface Opens {
  runs: Expected[];
  backend: string | null;
  byPlan: boolean;
}

const networks = read<Record<string, NetworkEffect>>("networks.json");

/** Checks that *specs* build the networks, and train them as, that they did. */
function expectEffects(specs: readonly unknown[], runs: readonly Expected[]): void {
  const checked = specs.map(toRunSpec);
  expect(checked.map(networkEffect)).toEqual(runs.map(({network}) => networks[network]));
  expect(checked.map(runEffect)).toEqual(runs.map(({network: _, ...training}) => training));
}

describe("a link of version 0.1.0 opens its experiment", () => {
  const links = read<{query: string; specs: unknown[]; opens: Opens & {autoplay: boolean}}[]>("links.json");

  test.each(links)("?$query", ({query, opens}) => {
    const {specs, backend, executor, autoplay} = experimentFromLink(new URLSearchParams(query));
    expectEffects(specs, opens.runs);
    expect({backend: backend ?? null, byPlan: executor !== "reference", autoplay}).toEqual({
      ...{backend: opens.backend, byPlan: opens.byPlan, autoplay: opens.autoplay}
    });
  });

  test.each(links)("?$query as the run specs that were made of it", ({specs, opens}) => {
    expectEffects(specs, opens.runs);
  });
});

test.each(read<{spec: TrainingSpec; opens: Opens & {nets: string[]}}[]>("trainings.json"))(
  "train($spec) in a cell of version 0.1.0 trains what it did",
  ({spec, opens}) => {
    const {specs, nets, backend, executor} = toTraining(spec);
    expectEffects(specs, opens.runs);
    expect({nets: nets.map(networkKey), backend: backend ?? null, byPlan: executor !== "reference"}).toEqual({
      ...{nets: opens.nets, backend: opens.backend, byPlan: opens.byPlan}
    });
  }
);

describe("a run of version 0.1.0", () => {
  const expected = read<Expected[]>("runs.expected.json");

  test("is described by the specs that the page downloaded", () => {
    expectEffects(read<unknown[]>("runs.specs.json"), expected);
  });

  test.each(readdirSync(`${folder}/runs`))("in the file %s is of its network, and has its curves", (name) => {
    const kept = read<ReturnType<typeof toRunFile>>(`runs/${name}`);
    const run = toRunFile(kept);
    const of = expected.find(({network}) => name.startsWith(network.slice(0, network.lastIndexOf("-"))))!;
    expectEffects([run.spec], [of]);
    expect(run.parameters).toBe(networks[of.network].parameters);
    const {lossNats, trainingError, testError, measured, deepened} = kept.curves;
    const points = toPoints(run.curves);
    expect(points.map((point) => point.lossNats)).toEqual(lossNats);
    expect(points.map((point) => point.trainingError)).toEqual(trainingError);
    expect(points.flatMap((p) => (p.testError === undefined ? [] : [[p.step, p.testError]]))).toEqual(
      testError
    );
    expect(points.flatMap((point) => (point.measured ? [[point.step, point.measured]] : []))).toEqual(
      measured ?? []
    );
    expect(points.find((point) => point.deepened)?.deepened).toEqual(deepened?.[1]);
  });
});

describe("what a browser keeps of version 0.1.0 in IndexedDB", () => {
  interface Trained {
    spec: unknown;
    points: [step: number, lossNats: number, trainingError: number, testError: number | null][];
    lesions: [deleted: string[], error: number, lossNats: number][];
    /** The first values of each tensor. */
    tensors: Record<string, number[]>;
  }
  const trained = read<Trained>("weights.json");
  const [sessions, names] = read<RawStore[]>("indexedDB.json");

  const engineWith = (events: TrainerEvent[]) =>
    createEngine({
      dataset: async () => tinyDataset(),
      nextTask: () => new Promise((resolve) => setImmediate(resolve)),
      emit: (event) => void events.push(event)
    });

  const firstValues = (state: Record<string, Float32Array>) =>
    Object.fromEntries(Object.entries(state).map(([name, values]) => [name, [...values.slice(0, 3)]]));

  const near = (value: number) => expect.closeTo(value, 4) as number;

  test("a run that was stopped after two of four steps goes on to the end that it would have had", async () => {
    await writeStore(sessions);
    const {checkpoints} = (await savedSession("degradation"))!;
    expect(checkpoints.map(({step, ended}) => [step, ended])).toEqual([
      [2, false],
      [1, true]
    ]);
    const events: TrainerEvent[] = [];
    await engineWith(events).start({
      type: "start",
      runs: checkpoints.map((checkpoint) => ({
        runId: checkpoint.runId,
        spec: toRunSpec(checkpoint.spec),
        checkpoint
      })),
      backend: "wasm",
      states: true
    });
    const further = events.flatMap((event) => (event.type === "points" ? event.points : []));
    expect(columns([...checkpoints[0].points, ...further])).toEqual(
      trained.points.map(([step, loss, error, test]) => [step, near(loss), error, test])
    );
    const ends = events.flatMap((event) => (event.type === "state" ? [event.state] : []));
    expect(ends.map(firstValues)).toEqual([
      Object.fromEntries(Object.entries(trained.tensors).map(([name, values]) => [name, values.map(near)]))
    ]);
  });

  test("a trained network has its tensors, and can be taken apart", async () => {
    await writeStore(names);
    const [network, ...others] = await trainedNetworks();
    expect(others).toEqual([]);
    expect([network.steps, network.trainedAt]).toEqual([4, new Date("2026-11-29T03:00:00Z")]);
    expect(firstValues(network.state)).toEqual(trained.tensors);
    const spec = toRunSpec(network.spec);
    const {rows} = await engineWith([]).analyse({
      ...{analysis: "lesions", spec, state: network.state, images: 12, each: true, backend: "wasm"}
    });
    expect(rows.map(({deleted, error, lossNats}) => [deleted, error, near(lossNats)])).toEqual(
      trained.lesions.map(([deleted, error, loss]) => [deleted, error, near(loss)])
    );
  });

  test("a file of 32-bit weights is the same network, tensor by tensor", async () => {
    await writeStore(names);
    const [{state}] = await trainedNetworks();
    const {expression, input} = toNetwork(toRunSpec(trained.spec));
    const bytes = Uint8Array.from(readFileSync(`${folder}/weights.bin`));
    expect(fromStateValues(new Float32Array(bytes.buffer), parameters(expression, input))).toEqual(state);
  });

  /** Step, loss, training error and test error of each point. */
  function columns(points: readonly StepMetrics[]) {
    return points.map(({step, lossNats, trainingError, testError = null}) => [
      ...[step, lossNats, trainingError, testError]
    ]);
  }
});

describe("what a reader of version 0.1.0 has written", () => {
  const kept = read<Record<string, string>>("localStorage.json");
  const store = {getItem: (key: string) => kept[key] ?? null};
  const notebook = notebookFromMarkdown(readFileSync(`${folder}/notebook.md`, "utf8"));

  test("a notebook in Markdown has its cells and prose", () => {
    expect(notebook.title).toBe("Scaled shortcuts, kept");
    expect(notebook.text).toBe("A notebook of version 0.1.0, with prose, TypeScript and a title.");
    expect(notebook.ending).toBe("That was all.");
    const titles = ["Imports", "Experiment", undefined, "Counts", "Training", undefined];
    expect(notebook.cells.map(({title}) => title)).toEqual(titles);
    expect(notebook.cells.map(({lang}) => lang)).toEqual(["js", "js", "ts", "js", "js", "js"]);
    expect(notebook.cells[1].text).toContain('print("not a cell")');
    expect(notebook.cells[5].source).toContain("const fence = `\n```\n`;");
  });

  test("a notebook in the browser's storage is that notebook, with what ran last", () => {
    const {cells, ...rest} = loadNotebook("/lab", store)!;
    expect({...rest, cells: cells.map(({ran: _, ...cell}) => cell)}).toEqual(notebook);
    const sources = notebook.cells.map(({source}) => source);
    expect(cells.map(({ran}) => ran)).toEqual(sources.with(2, "const steps = 20;").with(4, undefined!));
  });

  test("edits of a page are brought back, with what ran of them", () => {
    const source = 'const net = namedNetwork("cifar-resnet-56", {shortcutScale: 0.5, zeroInit: true});';
    expect(loadEdits("/residual-block", store)).toEqual([
      {key: "depth", base: "f3a9c1d2", source: "const depth = 110;"},
      {key: "net", base: "0b1c2d3e", source, ran: null},
      {key: "cell-3", base: "77aa88bb", source: "display(depth);", ran: "display(depth + 1);"}
    ]);
  });

  test.each(read<{hash: string; content: object}[]>("cells.json"))(
    "a link of cells carries what it did: $hash",
    async ({hash, content}) => expect(await decodeLink(hash)).toEqual(content)
  );

  test("a cell's networks are built, and its experiment is trained, by the names of that version", () => {
    const counts = valueOf<number[]>("counts", networkModule);
    expect(counts).toEqual([5163, 18_729, 12_239_488]);
    const {specs, executor} = toTraining(valueOf<TrainingSpec>("experiment", {}));
    expect(executor).toBe("reference");
    expect(specs.map(scaledSums)).toEqual([0, 3]);
  });

  /** Returns the variable that a cell of the notebook declares, run with *names* imported. */
  function valueOf<T>(name: string, names: object): T {
    const {source} = notebook.cells.find((cell) => cell.source.startsWith(`const ${name} =`))!;
    return new Function(...Object.keys(names), `${source}\nreturn ${name};`)(...Object.values(names)) as T;
  }

  /** How many shortcuts are multiplied by a half. */
  function scaledSums(spec: RunSpec): number {
    return networkEffect(spec).layers.filter((layer) => layer.includes("scale 0.5")).length;
  }
});
