import {volumeText} from "../../network/shapes.js";
import type {ShownPlace} from "../../network/shownPlaces.js";
import {svgElement} from "../svgElement.js";
import {placeName} from "./placeName.js";
import {stageText} from "./stageText.js";

/** Options of drawFlat. */
export interface FlatOptions {
  width: number;
  /** Height of the drawing. Defaults to 150. */
  height?: number;
  label: string;
}

const [left, head, foot] = [4, 16, 18];
/** What of the height is for sides; the rest is for channels. */
const sideShare = 0.55;
/** Below the columns, for how many channels they are long. */
const valueRoom = 12;

/**
 * Returns a walk without its third dimension: a column a volume, its bar upwards as long as its height and width, its bar
 * downwards as it has channels, each to a scale of its own.
 */
export function drawFlat(
  shown: readonly ShownPlace[],
  {width, height = 150, label}: FlatOptions
): SVGSVGElement {
  const pitch = (width - 2 * left) / shown.length;
  const level = head + (height - head - foot) * sideShare;
  const most = (of: (shown: ShownPlace) => number) => Math.max(...shown.map(of));
  const up = (level - head) / most(({place}) => place.volume[0]);
  const down = (height - foot - valueRoom - level) / most(({place}) => place.volume[2]);
  const gap = Math.min(3, pitch / 4);
  const columns = shown.map(({place}, i) => {
    const [side, , channels] = place.volume;
    const x = left + i * pitch;
    const bar = {x: round(x + gap / 2), width: round(Math.max(0.7, pitch - gap))};
    return svgElement(
      "g",
      {class: `flat-place${place.onShortcut ? " shortcut" : ""}`, "data-at": i},
      svgElement("rect", {class: "hit", x: round(x), y: 0, width: round(pitch), height}),
      svgElement("rect", {
        class: "side",
        ...bar,
        y: round(level - side * up),
        height: round(Math.max(1, side * up))
      }),
      svgElement("rect", {
        class: "channels",
        ...bar,
        y: round(level + 1),
        height: round(Math.max(1, channels * down))
      }),
      svgElement("title", {}, `${placeName(place)}\n${volumeText(place.volume)}`)
    );
  });
  return svgElement(
    "svg",
    {
      class: "flat-volumes",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": label
    },
    ...columns,
    ...stageTexts(shown, {pitch, height, level, up, down})
  );
}

/** Below: the name of each layer; above and below its first bar: what it is long for. */
function stageTexts(
  shown: readonly ShownPlace[],
  {pitch, height, level, up, down}: {pitch: number; height: number; level: number; up: number; down: number}
): SVGElement[] {
  const texts: SVGElement[] = [];
  let free = -Infinity; // where the last text ended
  let named = -Infinity;
  shown.forEach(({place}, i) => {
    const before = shown[i - 1]?.place;
    const x = left + (i + 0.5) * pitch;
    const [side, , channels] = place.volume;
    if (before?.volume[0] !== side && x > free) {
      texts.push(
        svgElement(
          "text",
          {class: "value", x: round(x - pitch / 2), y: round(level - side * up - 4)},
          String(side)
        )
      );
      texts.push(
        svgElement(
          "text",
          {class: "value", x: round(x - pitch / 2), y: round(level + channels * down + 12)},
          String(channels)
        )
      );
      free = x + 20;
    }
    if (place.part === "stage" && before?.stage !== place.stage && x > named) {
      texts.push(
        svgElement("text", {class: "stage", x: round(x - pitch / 2), y: height - 2}, stageText(place.stage))
      );
      texts.push(
        svgElement("path", {class: "level", d: `M${round(x - pitch / 2)},${head}V${height - foot + 4}`})
      );
      named = x + 7 * place.stage.length;
    }
  });
  return texts;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
