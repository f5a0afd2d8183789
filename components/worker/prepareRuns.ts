import type {Dataset} from "../dataset/images.js";
import type {Executor} from "../experiment/executor.js";
import type {DatasetSpec} from "../protocol/images.js";
import type {StartRequest, TrainerEvent} from "../protocol/messages.js";
import {toldError} from "../protocol/toldError.js";
import type {OpenBackend} from "./backend.js";
import {createTrainableModel} from "./createTrainableModel.js";
import {isDeviceLoss} from "./deviceLoss.js";
import {onDevice} from "./onDevice.js";
import type {SessionRun} from "./sessionRun.js";
import {createTrainer} from "./trainer.js";

/** One run that a page asks for. */
export type RunRequest = StartRequest["runs"][number];

/** Options of prepareRuns. */
export interface PrepareOptions {
  /** Where the networks are to be. */
  backend: OpenBackend;
  /** Defaults to "plan". */
  executor?: Executor;
  /** Threads a network, on the processor. Defaults to 1. */
  threads?: number;
  dataset(spec: DatasetSpec): Promise<Dataset>;
  emit(event: TrainerEvent): void;
  /** Lets messages in between two networks. */
  nextTask(): Promise<void>;
}

/**
 * Returns *runs* ready to train, with one network each on the device. A run that cannot be prepared is left out, after a
 * "failed" event. Rejects if the device is lost.
 */
export async function prepareRuns(
  runs: readonly RunRequest[],
  options: PrepareOptions
): Promise<SessionRun[]> {
  const {emit, nextTask} = options;
  const prepared: SessionRun[] = [];
  for (const [done, request] of runs.entries()) {
    const {name} = request.spec.network;
    emit({type: "preparing", what: `network ${name}`, done, total: runs.length});
    try {
      prepared.push(await prepareRun(request, options));
    } catch (error) {
      if (isDeviceLoss(error)) {
        for (const {trainer} of prepared) trainer.dispose();
        throw error;
      }
      emit({type: "failed", runId: request.runId, ...toldError(error)});
    }
    await nextTask();
  }
  return prepared;
}

async function prepareRun(
  {runId, spec, checkpoint}: RunRequest,
  {backend: {plans, reference, lost}, executor: wanted, threads, dataset, emit, nextTask}: PrepareOptions
): Promise<SessionRun> {
  const images = await dataset(spec.dataset);
  const opening = createTrainableModel(spec, {
    plans,
    reference,
    executor: wanted,
    threads,
    onProgress: (done, total) => {
      if (total > 0 && done < total)
        emit({type: "preparing", what: `kernels of ${spec.network.name}`, done, total});
    }
  });
  const {model, executor} = await onDevice(opening, {lost, nextTask});
  try {
    const trainer = createTrainer(spec, images, model, checkpoint);
    emit({type: "prepared", runId, executor});
    return {runId, trainer, checkpoint};
  } catch (error) {
    model.dispose(); // it has no owner yet
    throw error;
  }
}
