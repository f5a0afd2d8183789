/** Sizes of a shortcut of option A. */
export interface Resampling {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly stride: number;
  readonly outChannels: number;
}

/** Returns the volume of a resampling's result. */
export function resampledSize({height, width, stride}: Resampling): [height: number, width: number] {
  return [Math.ceil(height / stride), Math.ceil(width / stride)];
}
