import {landscapePanel, landscapePanels} from "./landscapePanel.js";
import {firstLandscape, type LandscapeRecording, trainedLandscape, trainedLandscapes} from "./landscapeRecording.js"; // prettier-ignore
import type {NetLandscape} from "./landscapeTable.js";
import {unpacked} from "./packedLandscape.js";
import {inLegendOrder} from "./scales.js";

/** Returns the recorded landscapes around the first weights of *nets*, up to *range*. */
export function firstRows(
  recording: LandscapeRecording,
  nets: readonly string[],
  range: number
): NetLandscape[] {
  return nets.map((net) => ({net, landscape: firstLandscape(recording, net, range)}));
}

/** Returns the recorded landscapes around trained weights, plain networks first, the shallowest of each first. */
export function trainedRows(recording: LandscapeRecording): NetLandscape[] {
  return inLegendOrder(trainedNets(recording)).map(({name: net}) => ({
    net,
    landscape: trainedLandscape(recording, net)
  }));
}

/** Returns what was recorded on the lines from the first to the trained weights of *nets*. */
export function lineRows(recording: LandscapeRecording, nets: readonly string[]): NetLandscape[] {
  return nets.map((net) => ({net, landscape: unpacked(trainedLandscapes(recording, net).line)}));
}

function trainedNets({networks}: LandscapeRecording): string[] {
  return networks.flatMap(({net, trained}) => (trained ? [net] : []));
}

/** Returns the plane of each recorded training, with its path: the share of its variance that each direction has is said. */
export function trainingPlanes(recording: LandscapeRecording, {width}: {width: number}): HTMLElement {
  const planes = recording.networks.flatMap(({net, trained}) =>
    trained?.plane ? [{net, plane: trained.plane}] : []
  );
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const panel = ({net, plane: {path, shares, ...plane}}: (typeof planes)[number], each: number) => {
    const axes = shares.map(percent) as [string, string];
    const note = `${percent(shares[0] + shares[1])} of its path`;
    return landscapePanel(net, unpacked(plane), {width: each, path, axes, note});
  };
  return landscapePanels(planes, panel, width);
}
