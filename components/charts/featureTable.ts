import {factTable} from "./factTable.js";
import {blockText} from "./featureChart.js";
import {featureRows, type ImageRecording} from "./imageRecording.js";
import {measureText} from "./measureText.js";
import {netLabel} from "./scales.js";

/** Blocks that the table has room for: the stem, some of the first stage, and the ends of the stages. */
const tabled = [0, 1, 3, 5, 9, 18, 27];

/** Returns what is behind the charts after a *step*: a row a part of a network. */
export function featureTable(recording: ImageRecording, step: number): HTMLElement {
  const [readout, noise, rank] = (["readout", "noise", "rank"] as const).map((measure) =>
    featureRows(recording, measure, step).map((row) => ({...row, text: measureText(row.value, measure)}))
  );
  const rows = readout.map(({net, block, text}, i) => ({
    ...{net: netLabel(net), block, part: blockText(block)},
    ...{readout: text, noise: noise[i].text, rank: rank[i].text}
  }));
  return factTable(
    rows.filter(({block}) => tabled.includes(block)),
    [
      {key: "net", heading: "network"},
      {key: "part", heading: "after"},
      {key: "readout", heading: "readout"},
      {key: "noise", heading: "shift by noise"},
      {key: "rank", heading: "rank"}
    ],
    {label: `What is left of the image after ${step} steps`}
  );
}
