// The course's own modules, as a cell imports them: networks that train on the page.
export {train, type TrainingIterator, type TrainOptions} from "./cells/train.js";
export {type Trainer, trainer, type TrainerOptions} from "./cells/trainer.js";
export type {TrainingView} from "./cells/trainingView.js";
export {type LabelledNetwork, networks} from "./training/networks.js";
export type {Point} from "./training/protocol.js";
export type {RunSpec, RunSpecError} from "./training/runSpec.js";
export type {RunState} from "./training/runState.js";
export type {
  DatasetSettings,
  NetworkChoice,
  NetworkSettings,
  OptimizerSettings,
  ScheduleSettings,
  TrainingSpec
} from "./training/trainingSpec.js";
