export {type StepMetrics} from "./experiment/stepMetrics.js";
// The course's own modules, as a cell imports them: networks that train on the page.
export {train, type TrainingIterator, type TrainOptions} from "./panels/train.js";
export {type TrainerElement, trainer, type TrainerOptions} from "./panels/trainer.js";
export type {TrainingView} from "./panels/trainingView.js";
export {type LabelledNetwork, networks} from "./experiment/networks.js";

export type {Fault} from "./fields/fault.js";
export {FaultError, FaultError as RunSpecError} from "./fields/fault.js";
export type {RunSpec} from "./experiment/runSpec.js";
export type {RunState} from "./client/runState.js";
export type {
  DatasetSettings,
  NetworkChoice,
  NetworkSettings,
  OptimizerChoice,
  ScheduleSettings,
  TrainingSpec
} from "./experiment/trainingSpec.js";
