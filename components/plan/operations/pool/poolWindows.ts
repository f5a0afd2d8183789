/** Sizes of a pooling over square windows, which may run over the border: only what lies inside counts. */
export interface PoolWindows {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** Returns the sizes in the order in which the kernels take them in WebAssembly. */
export function windowSizes(windows: PoolWindows): number[] {
  const {batch, height, width, channels, outHeight, outWidth, kernel, stride, padding} = windows;
  return [batch, height, width, channels, outHeight, outWidth, kernel, stride, padding];
}

/** Returns WGSL that names a thread's image `n`, vector of channels `c`, and position `row`, `column` of so many. */
export function placeOfThread(vectors: number, height: number, width: number): string {
  return `let c = i32(t) % ${vectors};
  let column = i32(t) / ${vectors} % ${width};
  let row = i32(t) / ${vectors * width} % ${height};
  let n = i32(t) / ${vectors * width * height};`;
}

/** Returns WGSL that names the window of output `row`, `column`: from `top`, `left` to before `bottom`, `right`. */
export function windowOfOutput({height, width, kernel, stride, padding}: PoolWindows): string {
  return `let top = max(row * ${stride} - ${padding}, 0);
  let left = max(column * ${stride} - ${padding}, 0);
  let bottom = min(row * ${stride} - ${padding} + ${kernel}, ${height});
  let right = min(column * ${stride} - ${padding} + ${kernel}, ${width});`;
}

/**
 * Returns WGSL that names the outputs whose windows have position `row`, `column`: rows `first.x` to `last.x`, columns
 * `first.y` to `last.y`.
 */
export function outputsOfPosition({outHeight, outWidth, kernel, stride, padding}: PoolWindows): string {
  return `let place = vec2i(row, column) + ${padding};
  let first = select(vec2i(0), (place - ${kernel - stride}) / ${stride}, place >= vec2i(${kernel}));
  let last = min(place / ${stride}, vec2i(${outHeight - 1}, ${outWidth - 1}));`;
}
