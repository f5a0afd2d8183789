/** Sizes of a convolution over a batch. Padding and stride are the same on both axes. */
export interface Geometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly groups: number;
}

/** Returns the number of values in a filter gradient's one part. */
export function filterSize({kernel, channels, groups, filters}: Geometry): number {
  return kernel * kernel * (channels / groups) * filters;
}

/** Returns a geometry's sizes in the order in which the kernels of convolutions take them in WebAssembly. */
export function sizesOf(geometry: Geometry): number[] {
  const {batch, height, width, channels, outHeight, outWidth, filters} = geometry;
  const {kernel, stride, padding, dilation, groups} = geometry;
  return [
    ...[batch, height, width, channels, outHeight, outWidth, filters],
    ...[kernel, stride, padding, dilation, groups]
  ];
}
