import {createBatches} from "../../../components/dataset/batches.js";
import {createModel} from "../../../components/model/model.js";
import type {ModelState} from "../../../components/model/modelState.js";
import {blockShapes} from "../../../components/network/blockShapes.js";
import type {NamedNetwork} from "../../../components/network/named.js";
import {type GatedModel, type Subject, wholeGates} from "../../../components/worker/analysis/subject.js";
import {withBypasses} from "../../../components/worker/analysis/withBypasses.js";
import {createWasmModel} from "../../plan/wasmModel.js";
import {tinyDataset} from "../tinyDataset.js";

/** Images in each batch of these tests. */
export const batch = 4;

/** Returns the state of a network after some steps on noise, so that its running statistics are not as at the start. */
export async function trainedState({expression, input}: NamedNetwork, steps = 3): Promise<ModelState> {
  const model = createModel(expression, input, {seed: 3});
  const batches = createBatches(tinyDataset(), {batch, seed: 1});
  for (let step = 0; step < steps; ++step) {
    const {images, labels} = batches.at(step);
    await model.step(images, labels, {learningRate: 0.05, momentum: 0.9, weightDecay: 0});
  }
  const all = Object.entries(await model.state());
  model.dispose();
  return Object.fromEntries(all.filter(([name]) => !name.startsWith("velocity:")));
}

/** Returns a trained network with a gate at every block, by a plan or on the reference path. */
export async function subjectOf(
  {expression, input}: NamedNetwork,
  {state, path = "plan", survival}: {state: ModelState; path?: "plan" | "reference"; survival?: number}
): Promise<Subject & {model: GatedModel & {dispose(): void}}> {
  const bypassed = withBypasses(expression, input);
  const model =
    path === "plan"
      ? await createWasmModel(bypassed, input, {batch, withInput: true})
      : createModel(bypassed, input);
  model.load(state);
  return {model, gates: wholeGates(blockShapes(expression, input), {survival})};
}
