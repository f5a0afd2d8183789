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

/** Returns the multiply–adds of a convolution, or of one of its gradients. */
export function multiplyAddsOf(geometry: Geometry): number {
  return geometry.batch * geometry.outHeight * geometry.outWidth * filterSize(geometry);
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

/** Returns the neighbouring positions of a row that a thread makes: of few numbers, so that there are few programs. */
export function pixelsOf(width: number): number {
  if (width === 1) return 1;
  return width < 8 ? 4 : 8;
}

/**
 * Returns the sizes that programs of convolutions share whatever these are; the windows themselves are part of a program.
 * *inLanes* and *outLanes* are how many channels and filters are taken at a time.
 */
export function sizesOfWindows(
  {height, width, channels, outHeight, outWidth, filters, groups}: Geometry,
  {inLanes, outLanes}: {inLanes: number; outLanes: number}
): Record<string, number> {
  return {
    ...{height, width, outHeight, outWidth},
    ...{inVectors: channels / inLanes, outVectors: filters / outLanes},
    ...{groupChannels: channels / groups, groupFilters: filters / groups}
  };
}
