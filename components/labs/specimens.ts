import type {ErrorSpread} from "../charts/errorSpreads.js";
import type {LengthNorms} from "../charts/pathNorms.js";
import {type RunSpec, toNetwork, toRunSpec} from "../experiment/runSpec.js";
import {type BlockShape, blockShapes} from "../network/blockShapes.js";
import {type NetworkIdentity, networkIdentity} from "../network/identity.js";
import {parameters} from "../network/parameters.js";
import {fromStateValues} from "../stores/stateValues.js";
import {keepTrained, trainedKey, type TrainedNetwork, trainedNetworks} from "../stores/trainedNetworks.js";
import type {LesionStatistics} from "./statisticsChooser.js";

/** Test errors of a network and of what is left of it. */
export interface RecordedLesions {
  /** Of the whole network, a fraction; and without each block, and without random blocks. */
  whole: number;
  each: readonly ErrorSpread[];
  random: readonly ErrorSpread[];
}

/** What was recorded of a trained network, over several seeds: data/specimens.ts makes it. */
export interface RecordedFindings {
  /** By what normalizations go by. */
  lesions: Readonly<Record<LesionStatistics, RecordedLesions>>;
  /** With blocks in another order. */
  orders: readonly ErrorSpread[];
  /** Gradients of single paths by length, and with the first weights; absent for a network that has one path only. */
  paths?: readonly LengthNorms[];
  firstPaths?: readonly LengthNorms[];
}

/** Recorded networks and what was found by taking them apart. */
export interface RecordedNetworks {
  networks: readonly (RecordedFindings & {
    /** Of the seed whose weights are kept. */
    spec: RunSpec;
    seeds: number;
  })[];
  /** Where and when, in words. */
  caption: string;
}

/** What the chapter shows. */
export interface SpecimenRecording extends RecordedNetworks {
  /** Networks that were trained for longer, whose weights are not kept. */
  longer: RecordedNetworks;
}

/** A trained network that can be taken apart. */
export interface Specimen {
  /** What it is in figures, unlike any other. */
  readonly net: NetworkIdentity;
  /** What it is, in a few words: `seed 1, 400 steps, recorded`. */
  readonly note: string;
  readonly spec: RunSpec;
  readonly blocks: readonly BlockShape[];
  /** Whether its blocks have shortcuts, so that there is more than one path. */
  readonly residual: boolean;
  /** Returns parameters and running statistics. */
  state(): Promise<TrainedNetwork["state"]>;
  /** Recorded findings about networks like it, shown until it is measured here. */
  readonly recorded?: RecordedFindings;
}

/** Returns the names of a network's blocks, in order. */
export function blockNames({blocks}: Specimen): string[] {
  return blocks.map(({name}) => name);
}

/** All trained networks that a page knows, in its order. */
export interface Shelf {
  readonly specimens: readonly Specimen[];
  /** Adds a network that was trained on this page, at the end, and keeps it in the browser. */
  add(network: TrainedNetwork): Specimen;
  /** Calls *listener* whenever a network is added. Returns a function that ends this. */
  onChange(listener: () => void): () => void;
}

/** A file of weights, as Framework attaches one. */
export interface WeightsFile {
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Returns the recorded networks, whose weights are in *files* by the network's name, and those that were trained in this
 * browser before.
 */
export function createShelf(
  recording: RecordedNetworks,
  files: Readonly<Record<string, WeightsFile>>
): Shelf {
  const specimens = recording.networks.map((network) =>
    recordedSpecimen(network, files[network.spec.network.name])
  );
  const keys = new Map<string, Specimen>();
  const listeners = new Set<() => void>();

  function put(network: TrainedNetwork): Specimen {
    const key = trainedKey(network);
    const known = keys.get(key);
    if (known) return known; // the same spec and steps give the same network
    const specimen = ownSpecimen(network, specimens);
    keys.set(key, specimen);
    specimens.push(specimen);
    for (const listener of listeners) listener();
    return specimen;
  }

  void trainedNetworks().then((kept) => kept.reverse().filter(hasBlocks).forEach(put));
  return {
    specimens,
    add(network) {
      void keepTrained(network).catch(() => {}); // some browsers keep nothing
      return put(network);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }
  };
}

function recordedSpecimen(
  {spec, seeds, ...recorded}: RecordedNetworks["networks"][number],
  file: WeightsFile
): Specimen {
  let loaded: Promise<TrainedNetwork["state"]> | undefined; // once, for all laboratories
  const read = async () => {
    const {expression, input} = toNetwork(spec);
    return fromStateValues(new Float32Array(await file.arrayBuffer()), parameters(expression, input));
  };
  return {
    ...facts(spec),
    net: networkIdentity(spec.network.name),
    note: `recorded, ${seeds} seeds`,
    recorded,
    state() {
      loaded ??= read().catch((error) => {
        loaded = undefined; // the connection may be back the next time
        throw error;
      });
      return loaded;
    }
  };
}

function ownSpecimen({spec, steps, state, trainedAt}: TrainedNetwork, others: readonly Specimen[]): Specimen {
  const {name} = spec.network;
  const namesakes = others.filter(({net, recorded}) => !recorded && net.name === name).length;
  const day = trainedAt.toLocaleString("en", {dateStyle: "medium", timeStyle: "short"});
  return {
    ...facts(spec),
    net: networkIdentity(name, [namesakes === 0 ? "own" : `own ${namesakes + 1}`]),
    note: `seed ${spec.seed}, ${steps} steps, ${day}`,
    state: () => Promise.resolve(state)
  };
}

/** Returns whether a network can be taken apart, and its spec is still one: another version of the course may have kept it. */
function hasBlocks({spec}: TrainedNetwork): boolean {
  try {
    return facts(toRunSpec(spec)).blocks.length > 0;
  } catch {
    return false;
  }
}

function facts(spec: RunSpec): Pick<Specimen, "spec" | "blocks" | "residual"> {
  const {expression, input} = toNetwork(spec);
  const blocks = blockShapes(expression, input);
  return {spec, blocks, residual: blocks.some(({shortcut}) => shortcut)};
}
