import {max} from "d3-array";
import {svgElement} from "../svgElement.js";
import {stageText} from "./stageText.js";

/** A layer with what it costs. */
export interface LevelBar {
  readonly name: string;
  readonly stage: string;
  readonly multiplyAdds: number;
  /** How that comes about: `9 · 56² · 64²`. */
  readonly sum: string;
}

const [left, right, top, foot, height] = [4, 4, 44, 22, 200];

/** Returns what each layer costs, a bar a layer; above a stage, how what its last costs comes about. */
export function drawLevels(
  bars: readonly LevelBar[],
  {width, label}: {width: number; label: string}
): SVGSVGElement {
  const pitch = (width - left - right) / bars.length;
  const starts = bars.flatMap(({stage}, i) => (bars[i - 1]?.stage === stage ? [] : [i]));
  return svgElement(
    "svg",
    {class: "levels", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label},
    ...drawBars(bars, pitch),
    ...starts.flatMap((start, number) => {
      const end = starts[number + 1] ?? bars.length;
      return stageTexts(bars.slice(start, end), {
        number,
        x: left + start * pitch,
        wide: (end - start) * pitch
      });
    })
  );
}

function drawBars(bars: readonly LevelBar[], pitch: number): SVGElement[] {
  const most = max(bars, ({multiplyAdds}) => multiplyAdds) ?? 1;
  const level = height - foot;
  return bars.map(({name, sum, multiplyAdds}, i) => {
    const high = ((level - top) * multiplyAdds) / most;
    const title = `${name}\n${sum} = ${multiplyAdds.toLocaleString("en")} multiply–adds`;
    const place = {
      ...{x: (left + i * pitch + 1).toFixed(2), y: (level - high).toFixed(2)},
      ...{width: Math.max(1, pitch - 2).toFixed(2), height: high.toFixed(2)}
    };
    return svgElement("rect", {class: "level-bar", ...place}, svgElement("title", {}, title));
  });
}

/** Its name below, if there is room; above, the sum of its last layer, as the first may stride. Sums take turns in two lines. */
function stageTexts(
  bars: readonly LevelBar[],
  {number, x, wide}: {number: number; x: number; wide: number}
): SVGElement[] {
  const {stage, sum} = bars[bars.length - 1];
  const name = stageText(stage);
  const line = svgElement("path", {class: "level", d: `M${x.toFixed(1)},${top}V${height}`});
  if (wide < 7 * name.length) return [line];
  const at = (x + 4).toFixed(1);
  return [
    line,
    svgElement("text", {x: at, y: height - 6}, name),
    svgElement("text", {class: "sum", x: at, y: top - 8 - 14 * (number % 2)}, sum)
  ];
}
