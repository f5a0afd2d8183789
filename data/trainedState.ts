import type {Dataset} from "../components/dataset/images.js";
import type {ModelState} from "../components/experiment/modelState.js";
import type {RunSpec} from "../components/experiment/runSpec.js";
import {createTrainableModel} from "../components/worker/createTrainableModel.js";
import type {ModelOptions} from "../components/worker/openModel.js";
import {createTrainer} from "../components/worker/trainer.js";

/** Trains the network of a *spec* to its end, and returns all that training has changed. */
export async function trainedState(
  spec: RunSpec,
  {dataset, ...options}: Pick<ModelOptions, "plans"> & {dataset: Dataset}
): Promise<ModelState> {
  const {model} = await createTrainableModel(spec, options);
  const trainer = createTrainer(spec, dataset, model);
  while (trainer.taken < spec.steps) await trainer.step();
  const state = await trainer.state();
  trainer.dispose();
  return state;
}
