import {factTable} from "./factTable.js";
import {centerOf, finiteRange, type Height, type Landscape, localMinima} from "./landscape.js";
import {heightText, noiseText, reachOfText} from "./landscapeText.js";
import {netLabel} from "./scales.js";

/** A landscape with its network's key. */
export interface NetLandscape {
  net: string;
  landscape: Landscape;
}

/** Returns what is behind pictures of landscapes as a table: a row each. */
export function landscapeTable(rows: readonly NetLandscape[], height: Height = "loss"): HTMLElement {
  return factTable(
    rows.map(({net, landscape}) => {
      const [lowest, highest] = finiteRange(landscape[height]);
      return {
        net: netLabel(net),
        range: reachOfText(landscape),
        middle: heightText(centerOf(landscape, height), height),
        lowest: heightText(lowest, height),
        highest: heightText(highest, height),
        pits: String(localMinima(landscape, height).length),
        noise: noiseText(landscape)
      };
    }),
    [
      {key: "net", heading: "network"},
      {key: "range", heading: "range"},
      {key: "middle", heading: `${height} in the middle`},
      {key: "lowest", heading: "lowest"},
      {key: "highest", heading: "highest"},
      {key: "pits", heading: "pits"},
      {key: "noise", heading: "of noise"}
    ],
    {label: `The ${height} around the weights`}
  );
}
