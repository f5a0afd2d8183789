import type {BackendName} from "../experiment/backend.js";
import type {Volume} from "../network/shapes.js";
import type {WeightsFit} from "../weights/fitWeights.js";
import type {WeightsFormat} from "../weights/storedTensor.js";

/** What is asked of a file of weights. */
export interface WeightsRequest {
  readonly file: File;
  /** The network that it is of. Defaults to the one that its names and shapes are of. */
  readonly network?: string;
  /** `[height, width, channels]` of one image, prepared as for torchvision's networks. Without it nothing is run. */
  readonly image?: {readonly volume: Volume; readonly values: Float32Array};
}

/** What a file of weights is, and what its network makes of an image. */
export interface WeighedFile {
  readonly title: string;
  /** Whether a plain network has the same names and shapes. */
  readonly plainAlike: boolean;
  readonly format: WeightsFormat;
  /** What its images usually are. */
  readonly input: Volume;
  readonly fit: WeightsFit;
  /** Scores of the classes, where an image was given. */
  readonly scores?: readonly number[];
  readonly backend?: BackendName;
  /** How long the pass took, in milliseconds. */
  readonly elapsedMs?: number;
}
