/** What the first page shows of the others. */
export interface FirstPage {
  readonly pages: readonly PageFacts[];
  /** Norms of the gradients of each layer's weights, from the input upwards, for a picture. */
  readonly gradients: readonly {readonly net: string; readonly norms: readonly number[]}[];
  /** The loss along one direction through the first weights, for a picture. */
  readonly slices: readonly {readonly net: string; readonly loss: readonly number[]}[];
}

/** A page of the course. */
export interface PageFacts {
  /** Its address, from the first page. */
  readonly path: string;
  readonly name: string;
  /** What it says of itself to search engines. */
  readonly description: string;
  /** How long its text takes to read. */
  readonly minutes: number;
}
