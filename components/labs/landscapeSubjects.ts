import type {Landscape} from "../charts/landscape.js";
import {firstLandscape, type LandscapeRecording, landscapesOf} from "../charts/landscapeRecording.js";
import {unpacked} from "../charts/packedLandscape.js";
import {netLabel} from "../charts/scales.js";
import type {ModelState} from "../experiment/modelState.js";
import {type RunSpec, toRunSpec} from "../experiment/runSpec.js";
import {networkKey} from "../network/identity.js";
import type {Specimen} from "./specimens.js";

/** Weights that a landscape can be measured around. */
export interface LandscapeSubject {
  /** The network's key, by which it has its colour and its name. */
  readonly net: string;
  /** What the weights are, in words. */
  readonly label: string;
  readonly spec: RunSpec;
  /** Returns the weights; undefined stands for those that the spec begins with. */
  state(): Promise<ModelState | undefined>;
  /** How far to look at first. */
  readonly range: number;
  /** What was recorded there, as far as that; absent if nothing was. */
  readonly recorded?: Landscape;
}

/** Returns the first weights of the recorded networks: the deepest plain one first, as the page tells of it. */
export function firstSubjects(recording: LandscapeRecording): LandscapeSubject[] {
  return recording.networks.map(({net}) => ({
    net,
    label: `${netLabel(net)}, first weights`,
    spec: toRunSpec({network: {name: net}}),
    state: async () => undefined,
    range: 0.02,
    recorded: firstLandscape(recording, net, 0.02)
  }));
}

/** Returns a trained network as what a landscape is measured around. */
export function trainedSubject(
  {net, note, spec, state, recorded}: Specimen,
  recording: LandscapeRecording
): LandscapeSubject {
  const known = recording.networks.some((one) => one.net === spec.network.name);
  const around = recorded && known ? landscapesOf(recording, spec.network.name).trained?.around : undefined;
  return {
    net: networkKey(net),
    label: `${netLabel(net)}, ${note}`,
    spec,
    state,
    range: 1,
    ...(around && {recorded: unpacked(around)})
  };
}
