import type {ErrorSpread} from "../../components/charts/errorSpreads.js";
import {type RunSpec, type RunSpecInput, toNetwork, toRunSpec} from "../../components/experiment/runSpec.js";
import {
  createShelf,
  type RecordedFindings,
  type Specimen,
  type SpecimenRecording,
  type WeightsFile
} from "../../components/labs/specimens.js";
import {parameters} from "../../components/network/parameters.js";

/** A network, by its name or with options. */
type Network = string | RunSpecInput["network"];

const spread = (x: number, error: number): ErrorSpread => ({x, error, low: error, high: error, measured: 3});

const pathsOf = (median: number) =>
  [0, 1].map((length) => ({length, median, low: median / 2, high: 2 * median, paths: 20}));

/** What was recorded of every network of these tests: 20 % of errors as it is, and more without two blocks. */
const lesions = {
  whole: 0.2,
  each: [spread(1, 0.4), spread(2, 0.6)],
  random: [spread(0, 0.2), spread(0.5, 0.8)]
};
const findings: RecordedFindings = {
  lesions: {running: lesions, batch: {...lesions, whole: 0.15, each: [spread(1, 0.25), spread(2, 0.3)]}},
  orders: [spread(1, 0.2), spread(0.5, 0.7)],
  paths: pathsOf(1),
  firstPaths: pathsOf(0.5)
};

/** Returns what was recorded of *networks*, of one channel at first and three seeds. */
export function recordingOf(...networks: Network[]): SpecimenRecording {
  const specs = networks.map((network) =>
    toRunSpec({network: {width: 1, ...(typeof network === "string" ? {name: network} : network)}})
  );
  const recorded = specs.map((spec) => ({...findings, spec, seeds: 3}));
  return {networks: recorded, caption: "recorded", longer: {networks: [], caption: "recorded"}};
}

/** Returns a file of weights for the network of a *spec*: it counts up from 0. */
export function weightsOf(spec: RunSpec): Float32Array<ArrayBuffer> {
  const {expression, input} = toNetwork(spec);
  const sizes = parameters(expression, input).map(({shape}) => shape.reduce((a, b) => a * b));
  return Float32Array.from({length: sizes.reduce((a, b) => a + b)}, (_, i) => i);
}

/** Returns the files of all networks of a recording. */
export function filesOf({networks}: SpecimenRecording): Record<string, WeightsFile> {
  return Object.fromEntries(
    networks.map(({spec}) => [spec.network.name, {arrayBuffer: async () => weightsOf(spec).buffer}])
  );
}

/** Returns *networks* as they are on a page's shelf, recorded. */
export function specimensOf(...networks: Network[]): Specimen[] {
  const recording = recordingOf(...networks);
  return [...createShelf(recording, filesOf(recording)).specimens];
}
