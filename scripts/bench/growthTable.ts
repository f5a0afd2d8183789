import {availableParallelism} from "node:os";
import type {NamedOptions} from "../../components/network/networkFields.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {wasmParts} from "../../components/plan/machines/wasm/wasmParts.js";
import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import {createNodeThread} from "./nodeThread.js";
import {createTask, type Task} from "./task.js";

/** A network of one size in a row of them: what a step of it takes, and what its plan has. */
export interface GrowthRow {
  readonly size: number;
  readonly stepMs: number;
  readonly bytes: number;
}

/** What grows: the depth of narrow networks, and the width of a shallow one. */
const series: readonly {of: string; networks: [size: number, network: string, options: NamedOptions][]}[] = [
  {
    of: "depth",
    networks: [20, 56, 110, 1202].map((depth) => [depth, `cifar-resnet-${depth}`, {width: 4, size: 8}])
  },
  {
    of: "width",
    networks: [4, 8, 16, 32, 64].map((width) => [width, "cifar-resnet-20", {width, size: 16}])
  }
];

const batch = 8;

/** A step that several threads make: large enough for each to have work. */
const large = {options: {width: 8, size: 16}, batch: 64} as const;

/** A network that is made by so many threads. */
interface Entry {
  readonly task: Task;
  readonly threads: number;
}

/** What a step of an entry takes, at the least, and what its plan has. */
interface StepCost {
  readonly stepMs: number;
  readonly bytes: number;
}

/**
 * Prints how a training step's time and memory grow with depth and with width, by our plan in WebAssembly on one thread of
 * this process, and how its time falls with the threads that make it. What is compared takes its steps in turn, so many
 * *rounds*; the shortest step of each counts.
 */
export async function printGrowth(rounds: number): Promise<void> {
  for (const {of, networks} of series) {
    const entries = networks.map(([, network, options]) => ({
      task: createTask({name: network, network, options, batch, modest: false}),
      threads: 1
    }));
    const costs = await costsOf(entries, rounds);
    const rows = networks.map(([size], i) => ({size, ...costs[i]}));
    console.log(`${growthTable(of, rows)}\n`);
  }
  const threads = threadCounts(availableParallelism());
  const task = createTask({name: "threads", network: "cifar-resnet-56", ...large, modest: false});
  const costs = await costsOf(
    threads.map((threads) => ({task, threads})),
    rounds
  );
  console.log(threadsTable(threads.map((threads, i) => ({threads, stepMs: costs[i].stepMs}))));
}

/** 1, 2, 4 … up to the *cores* there are, themselves included. */
export function threadCounts(cores: number): number[] {
  const powers = Array.from({length: Math.floor(Math.log2(cores)) + 1}, (_, i) => 2 ** i);
  return powers.at(-1) === cores ? powers : [...powers, cores];
}

async function costsOf(entries: readonly Entry[], rounds: number): Promise<StepCost[]> {
  const models: PlanModel[] = [];
  for (const {task, threads} of entries) {
    const plan = createPlan(task.network, task.input, {batch: task.batch, parts: wasmParts});
    const machine = await createWasmMachine(plan, {threads, createThread: createNodeThread});
    models.push(new PlanModel(plan, machine, task.seed));
  }
  const shortest = models.map(() => Infinity);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, model] of models.entries()) {
      const {images, labels, sgd} = entries[i].task;
      const start = performance.now();
      await model.step(images, labels, sgd);
      if (round > 0) shortest[i] = Math.min(shortest[i], performance.now() - start); // the first one binds
    }
  }
  const costs = models.map(({machine}, i) => ({stepMs: shortest[i], bytes: machine.bytes}));
  for (const model of models) model.dispose();
  return costs;
}

/** Returns a table of how fast a step is on so many threads. */
export function threadsTable(rows: readonly {threads: number; stepMs: number}[]): string {
  const lines = rows.map(({threads, stepMs}) => [
    `${threads}`,
    stepMs.toPrecision(3),
    `×${(rows[0].stepMs / stepMs).toFixed(2)}`
  ]);
  return aligned([["threads", "ms a step", "as fast"], ...lines]);
}

/** Returns a table of *rows*, with the slope from each to the next: 1 where twice the size takes twice as much. */
export function growthTable(of: string, rows: readonly GrowthRow[]): string {
  const slopes = (value: "stepMs" | "bytes") =>
    rows.map((row, i) => (i === 0 ? "" : slope(rows[i - 1], row, value).toFixed(2)));
  const [time, memory] = [slopes("stepMs"), slopes("bytes")];
  const lines = rows.map(({size, stepMs, bytes}, i) => [
    ...[`${size}`, stepMs.toPrecision(3), time[i]],
    ...[(bytes / 2 ** 20).toPrecision(3), memory[i]]
  ]);
  return aligned([[of, "ms a step", "slope", "MB", "slope"], ...lines]);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join("  ")).join("\n");
}

function slope(before: GrowthRow, after: GrowthRow, value: "stepMs" | "bytes"): number {
  return Math.log(after[value] / before[value]) / Math.log(after.size / before.size);
}
