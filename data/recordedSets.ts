/** Runs that are recorded together: what a figure shows, or several. */
export interface RecordedSet {
  /** The file of their specs below `data/specs`, without its ending. */
  specs: string;
  /** Each spec is trained once a seed. */
  seeds: readonly number[];
  /** The folder of their run files below `data`. */
  folder: string;
}

const three = [1, 2, 3];
const five = [1, 2, 3, 4, 5];

/** All runs that the pages show. */
export const recordedSets: readonly RecordedSet[] = [
  {specs: "degradation", seeds: five, folder: "runs"},
  {specs: "race", seeds: [1], folder: "runs/race"},
  {specs: "long-shapes", seeds: five, folder: "runs/long"},
  {specs: "long-cifar10", seeds: five, folder: "runs/long"},
  ofLab("rates", five),
  ofLab("depth", five),
  ofLab("headInit", five),
  ofLab("units", five),
  ofLab("longUnits", five),
  ofLab("layers", five),
  ofLab("scale", five),
  ofLab("scaleStart", five),
  ofLab("deepened", five),
  ofLab("initialisation", five),
  ofLab("withoutNorm", five),
  ofLab("gradients", three),
  ofLab("stochasticDepth", five),
  ofLab("cardinality", five),
  ofLab("activations", three),
  ofLab("localResponse", five),
  ofLab("heads", five),
  ofLab("pixels", three),
  ofLab("inception", five),
  ofLab("transfer", five)
];

function ofLab(name: string, seeds: readonly number[]): RecordedSet {
  return {specs: `labs/${name}`, seeds, folder: `runs/labs/${name}`};
}
