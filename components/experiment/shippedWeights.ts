/** A network whose trained weights come with the course. */
export interface ShippedWeights {
  /** What it was trained on, shown to readers where weights are chosen. */
  readonly label: string;
  /** What a curve's label says of a network that begins with them. */
  readonly curve: string;
  /** The network. Absent of none. */
  readonly network?: {
    readonly name: string;
    readonly width: number;
    readonly size: number;
    readonly numClasses: number;
  };
}

/** Weights that a network can begin with, by their name in a spec; none are drawn at random. */
export const shippedWeights = {
  none: {label: "none: drawn at random", curve: "from scratch"},
  shapesFirst: {
    label: "residual-8 of width 8, trained on the first half of Shapes-10, crowded",
    curve: "from weights",
    network: {name: "cifar-resnet-8", width: 8, size: 16, numClasses: 5}
  }
} as const satisfies Record<string, ShippedWeights>;

/** The name of such weights. */
export type WeightsName = Exclude<keyof typeof shippedWeights, "none">;

/** All of them. */
export const weightsNames = Object.keys(shippedWeights).filter((name) => name !== "none") as WeightsName[];
