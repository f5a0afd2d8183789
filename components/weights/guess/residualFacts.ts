/** What names and shapes of a file say about a residual network of stages `layer1`, `layer2`, … */
export interface ResidualFacts {
  readonly stemKernel: number;
  readonly stemWidth: number;
  /** Blocks of each stage. */
  readonly blocks: readonly number[];
  readonly bottleneck: boolean;
  /** Channels of the 3×3 convolutions of each stage. */
  readonly widths: readonly number[];
  /** Groups of the 3×3 convolutions. */
  readonly cardinality: number;
  /** A is also what a plain network looks like: neither has parameters in its shortcuts. */
  readonly shortcut: "A" | "B" | "C";
  readonly norm: boolean;
  readonly preActivation: boolean;
  readonly numClasses: number;
}

/** Shapes of a file's tensors by name, as PyTorch has them. */
export type Shapes = ReadonlyMap<string, readonly number[]>;

/** Returns what *shapes* say, or undefined where they are not of such a network. */
export function residualFacts(shapes: Shapes): ResidualFacts | undefined {
  const stem = shapes.get("conv1.weight");
  const blocks = blockCounts(shapes);
  const numClasses = shapes.get("fc.weight")?.[0];
  const bottleneck = shapes.has("layer1.0.conv3.weight");
  const inner = blocks.map((_, i) => shapes.get(`layer${i + 1}.0.conv${bottleneck ? 2 : 1}.weight`));
  if (stem?.length !== 4 || numClasses === undefined || blocks.length === 0) return undefined;
  if (!inner.every((shape) => shape?.length === 4)) return undefined;
  const [width, perGroup] = [inner[0]![0], inner[0]![1]];
  return {
    ...{stemKernel: stem[2], stemWidth: stem[0], blocks, bottleneck, numClasses},
    widths: inner.map((shape) => shape![0]),
    cardinality: bottleneck ? width / perGroup : 1,
    shortcut: shortcutOf(shapes),
    norm: [...shapes.keys()].some((name) => name.endsWith(".running_mean")),
    preActivation: shapes.has("bn.weight") && !shapes.has("bn1.weight")
  };
}

function blockCounts(shapes: Shapes): number[] {
  const counts: number[] = [];
  const has = (stage: number, block: number) => shapes.has(`layer${stage}.${block}.conv1.weight`);
  for (let stage = 1; has(stage, 0); stage++) {
    let count = 1;
    while (has(stage, count)) count++;
    counts.push(count);
  }
  return counts;
}

/** Of a projection the convolution is `downsample.0`, or `downsample` itself where no normalization follows it. */
function shortcutOf(shapes: Shapes): ResidualFacts["shortcut"] {
  const projects = (block: string) =>
    shapes.has(`${block}.downsample.0.weight`) || shapes.has(`${block}.downsample.weight`);
  if (projects("layer1.1") || projects("layer2.1")) return "C";
  return projects("layer2.0") ? "B" : "A";
}
