/** Sizes of a global average pooling. */
export interface Pooling {
  readonly batch: number;
  readonly positions: number;
  readonly channels: number;
}
