import {html} from "htl";
import {conv} from "../../network/leaf.js";
import {parameterCount} from "../../network/parameters.js";
import {drawNote} from "../drawText.js";
import {svgElement} from "../svgElement.js";

/** Options of groupedWeight. */
export interface GroupedWeightOptions {
  /** What stands above. Defaults to nothing. */
  title?: string;
}

/** Of the square, and left of it and above it, where its axes are named. */
const side = 200;
const margin = 20;

/**
 * Returns the weights of a 3×3 convolution of *cardinality* groups of *groupWidth* channels, as a square of input channels
 * by output channels: a block on the diagonal for each group, and nothing elsewhere, where no input is used. Below it is
 * their number, and its share of what one group would have.
 *
 * A place of the square is a kernel of 3·3 weights. Source: Xie et al. 2017 (arXiv:1611.05431), §3.2, Fig. 3(c).
 */
export function groupedWeight(
  cardinality: number,
  groupWidth: number,
  {title}: GroupedWeightOptions = {}
): HTMLElement {
  const width = cardinality * groupWidth;
  const [weights, all] = [weightCount(width, cardinality), weightCount(width, 1)];
  const block = `3·3·${groupWidth}·${groupWidth}`;
  return html`<div class="grouped-weight diagram">
    ${title ? html`<p class="grouped-weight-title">${title}</p>` : ""}${drawing(cardinality, width)}
    <p>
      ${cardinality} · ${block} = <b>${weights.toLocaleString("en")}</b> weights<br />${
        cardinality === 1
          ? "every output has every input"
          : `1/${cardinality} of the ${all.toLocaleString("en")} of one group`
      }
    </p>
  </div>`;
}

/** Returns how many weights a 3×3 convolution of *width* channels in *cardinality* groups has. */
export function weightCount(width: number, cardinality: number): number {
  return parameterCount(conv(width, 3, {groups: cardinality}), [1, 1, width]);
}

function drawing(cardinality: number, width: number): SVGSVGElement {
  const size = side / cardinality;
  const blocks = Array.from({length: cardinality}, (_, i) =>
    svgElement("rect", {class: "block", x: i * size, y: i * size, width: size, height: size})
  );
  const label = `3×3 weights of ${width} input and ${width} output channels: ${
    cardinality === 1
      ? "all are there"
      : `${cardinality} equal blocks on the diagonal, and nothing beside them`
  }`;
  const [height, half] = [margin + side + 1, side / 2];
  return svgElement(
    "svg",
    {width: height, height, viewBox: `0 0 ${height} ${height}`, role: "img", "aria-label": label},
    drawNote(`${width} input channels`, {x: margin + half, y: 8}),
    svgElement(
      "g",
      {transform: `translate(8,${margin + half}) rotate(-90)`},
      drawNote(`${width} output channels`, {x: 0, y: 0})
    ),
    svgElement(
      "g",
      {transform: `translate(${margin},${margin})`, "data-symbol": "W"},
      svgElement("rect", {class: "empty", width: side, height: side, "stroke-width": 1}),
      ...blocks
    )
  );
}
