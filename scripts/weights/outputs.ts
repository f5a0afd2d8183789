import {LookModel} from "../../components/plan/lookModel.js";
import {createLookPlan} from "../../components/plan/lookPlan.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {wholeSums} from "../../components/plan/program.js";
import type {WeighedNetwork} from "../../components/weights/weighedNetwork.js";

/**
 * Returns what the network makes of *images*, `[images, ...input]`, by the plan in WebAssembly: a list for each image. Rejects
 * with a FaultError where the file does not fill the network.
 */
export async function outputsOf(
  {expression, input, state}: Pick<WeighedNetwork, "expression" | "input" | "state">,
  images: Float32Array
): Promise<number[][]> {
  const weights = state();
  const plan = createLookPlan(expression, input, {batch: 1, parts: wholeSums});
  const model = new LookModel(plan, await createWasmMachine(plan));
  try {
    model.load(weights);
    const {output} = await model.look(images);
    const count = images.length / (input[0] * input[1] * input[2]);
    const classes = output.length / count;
    return Array.from({length: count}, (_, i) => [...output.subarray(i * classes, (i + 1) * classes)]);
  } finally {
    model.dispose();
  }
}

/** Returns *outputs* as JSON, a line for each image, and how far they are from what was *expected*. */
export function outputText(outputs: readonly number[][], expected?: readonly number[]): string {
  const lines = outputs.map((output) => JSON.stringify(output.map((value) => Number(value.toPrecision(9)))));
  if (!expected) return ["outputs", ...lines].join("\n");
  const flat = outputs.flat();
  const difference = Math.max(...flat.map((value, i) => Math.abs(value - expected[i])));
  return [
    "outputs",
    ...lines,
    `largest difference from the file's output: ${difference.toExponential(2)}`
  ].join("\n");
}
