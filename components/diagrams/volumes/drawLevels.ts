import {max} from "d3-array";
import {svgElement} from "../svgElement.js";

/** A layer with what it costs. */
export interface LevelBar {
  readonly name: string;
  readonly stage: string;
  readonly multiplyAdds: number;
  /** How that comes about: `9 · 56² · 64²`. */
  readonly sum: string;
}

const [left, right, top, foot, height] = [4, 4, 34, 22, 190];

/** Returns what each layer costs, a bar a layer, with the sum of the first and the second kind in each stage. */
export function drawLevels(
  bars: readonly LevelBar[],
  {width, label}: {width: number; label: string}
): SVGSVGElement {
  const pitch = (width - left - right) / bars.length;
  const most = max(bars, ({multiplyAdds}) => multiplyAdds) ?? 1;
  const level = height - foot;
  const y = (value: number) => level - ((level - top) * value) / most;
  const groups = bars.flatMap((bar, i) => (i === 0 || bars[i - 1].stage !== bar.stage ? [{bar, i}] : []));
  return svgElement(
    "svg",
    {class: "levels", width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label},
    ...bars.map((bar, i) =>
      svgElement(
        "rect",
        {
          class: "level-bar",
          x: (left + i * pitch + 1).toFixed(2),
          width: Math.max(1, pitch - 2).toFixed(2),
          y: y(bar.multiplyAdds).toFixed(2),
          height: (level - y(bar.multiplyAdds)).toFixed(2)
        },
        svgElement(
          "title",
          {},
          `${bar.name}\n${bar.sum} = ${bar.multiplyAdds.toLocaleString("en")} multiply–adds`
        )
      )
    ),
    ...groups.flatMap(({bar, i}, group) => {
      const end = groups[group + 1]?.i ?? bars.length;
      const usual = bars.slice(i, end).at(-1)!; // the first of a stage may stride
      const x = left + i * pitch;
      return [
        svgElement("path", {class: "level", d: `M${x.toFixed(1)},${top}V${height}`}),
        svgElement(
          "text",
          {x: (x + 4).toFixed(1), y: height - 6},
          bar.stage.replace(/^layer(\d+)$/, "layer $1")
        ),
        ...(end - i > 3
          ? [svgElement("text", {class: "sum", x: (x + 4).toFixed(1), y: top - 8}, usual.sum)]
          : [])
      ];
    })
  );
}
