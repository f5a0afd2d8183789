import type {NamedOptions} from "../../components/network/networkFields.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {wasmParts} from "../../components/plan/machines/wasm/wasmParts.js";
import {createPlan} from "../../components/plan/plan.js";
import {PlanModel} from "../../components/plan/planModel.js";
import {createTask} from "./task.js";

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

/**
 * Prints how a training step's time and memory grow with depth and with width, by our plan in WebAssembly on one thread of
 * this process. The networks of a series take their steps in turn, so many *rounds*; of each the shortest step counts.
 */
export async function printGrowth(rounds: number): Promise<void> {
  for (const {of, networks} of series) {
    const models: PlanModel[] = [];
    const tasks = networks.map(([, network, options]) =>
      createTask({name: network, network, options, batch, modest: false})
    );
    for (const {network, input, seed} of tasks) {
      const plan = createPlan(network, input, {batch, parts: wasmParts});
      models.push(new PlanModel(plan, await createWasmMachine(plan), seed));
    }
    const shortest = models.map(() => Infinity);
    for (let round = 0; round <= rounds; round++) {
      for (const [i, model] of models.entries()) {
        const {images, labels, sgd} = tasks[i];
        const start = performance.now();
        await model.step(images, labels, sgd);
        if (round > 0) shortest[i] = Math.min(shortest[i], performance.now() - start); // the first one binds
      }
    }
    const rows = networks.map(([size], i) => ({size, stepMs: shortest[i], bytes: models[i].machine.bytes}));
    for (const model of models) model.dispose();
    console.log(`${growthTable(of, rows)}\n`);
  }
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
  const all = [[of, "ms a step", "slope", "MB", "slope"], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
  return all.map((line) => line.map((cell, column) => cell.padStart(widths[column])).join("  ")).join("\n");
}

function slope(before: GrowthRow, after: GrowthRow, value: "stepMs" | "bytes"): number {
  return Math.log(after[value] / before[value]) / Math.log(after.size / before.size);
}
