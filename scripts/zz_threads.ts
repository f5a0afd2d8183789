import {findConfigs, networkOf} from "./bench/benchConfigs.js";
import {createPlan} from "../components/plan/plan.js";
import {PlanModel} from "../components/plan/planModel.js";
import {wasmParts} from "../components/plan/machines/wasm/wasmParts.js";
import {wholeSums} from "../components/plan/program.js";
import {createWasmMachine} from "../components/plan/machines/wasm/wasmMachine.js";
import {createNodeThread} from "../tests/plan/wasm/nodeThread.js";
import {randomBatch} from "../tests/plan/randomBatch.js";
for (const name of process.argv.slice(2)) {
  const [config] = findConfigs([name]);
  const {expression, input} = networkOf(config);
  const make = async (threads: number, parts = wasmParts) => {
    const plan = createPlan(expression, input, {batch: config.batch, parts});
    return new PlanModel(plan, await createWasmMachine(plan, {build: "exact", threads, createThread: createNodeThread}), 1);
  };
  const models: [string, PlanModel, number[]][] = [["whole", await make(1, wholeSums), []], ["1", await make(1), []], ["2", await make(2), []]];
  const {images, labels} = randomBatch(config.batch, input, {seed: 1});
  for (let i = 0; i < 20; i++) for (const m of models) {
    const t0 = performance.now();
    await m[1].step(images, labels, {learningRate: 0.01, momentum: 0.9, weightDecay: 1e-4});
    m[2].push(performance.now() - t0);
  }
  const stat = (a: number[]) => { const s = a.slice(2).toSorted((x, y) => x - y); return [s[0], s[s.length >> 1]]; };
  const [w, one, two] = models.map((m) => stat(m[2]));
  console.log(name, "whole", w.map((x) => x.toFixed(1)), "1:", one.map((x) => x.toFixed(1)), "2:", two.map((x) => x.toFixed(1)), "ratio min", (one[0] / two[0]).toFixed(2), "median", (one[1] / two[1]).toFixed(2));
}
process.exit(0);
