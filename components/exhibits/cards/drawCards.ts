import {svgElement} from "../../diagrams/svgElement.js";
import type {CardLayer} from "./cardLayers.js";

const pitch = 50;
const boxHeight = 20;
const [labelRoom, top] = [86, 40];

/**
 * Returns *layers* on so many *cards*, from the image downwards: a box for each card's part of a layer, and a wire from each part
 * of the layer before that it sees.
 */
export function drawCards(layers: readonly CardLayer[], cards: number, width: number): SVGSVGElement {
  const height = top + layers.length * pitch + boxHeight + 4;
  const lane = (width - labelRoom) / cards;
  const middle = (card: number) => labelRoom + (card + 0.5) * lane;
  const topOf = (layer: number) => top + (layer + 1) * pitch - 20;
  const image = {x: labelRoom + (width - labelRoom) / 2, y: 34};
  const label = layers
    .map(({name, apart}) => `${name} ${apart ? "sees its own card only" : "sees all cards"}`)
    .join("; ");
  const wires = layers.flatMap((layer, i) =>
    range(cards).flatMap((to) => {
      const end = {x: middle(to), y: topOf(i)};
      if (i === 0) return [wire(image, end, "own")];
      return range(cards)
        .filter((from) => !layer.apart || from === to)
        .map((from) =>
          wire({x: middle(from), y: topOf(i - 1) + boxHeight}, end, from === to ? "own" : "across")
        );
    })
  );
  const boxes = layers.flatMap((layer, i) => [
    svgElement("text", {class: layer.apart ? "name apart" : "name", x: 0, y: topOf(i) + 9}, layer.name),
    svgElement("text", {x: 0, y: topOf(i) + 23}, operationOf(layer)),
    ...range(cards).map((card) => box(layer, cards, {x: middle(card), y: topOf(i), lane}))
  ]);
  return svgElement(
    "svg",
    {
      ...{class: "cards", width, height, viewBox: `0 0 ${width} ${height}`},
      ...{role: "img", "aria-label": `AlexNet on ${cards} cards: ${label}`}
    },
    ...range(cards).map((card) =>
      svgElement("rect", {
        class: "card",
        x: middle(card) - lane / 2 + 3,
        y: top + 4,
        width: lane - 6,
        height: height - top - 4,
        rx: 5
      })
    ),
    ...wires,
    svgElement("text", {class: "centred", x: image.x, y: 12}, "image"),
    svgElement("rect", {class: "part", x: image.x - 24, y: 18, width: 48, height: 16, rx: 3}),
    ...boxes
  );
}

function box(
  {leaf}: CardLayer,
  cards: number,
  {x, y, lane}: {x: number; y: number; lane: number}
): SVGElement {
  const size = Math.min(lane - 14, 110);
  const channels = (leaf.type === "conv" ? leaf.filters : leaf.units) / cards;
  const text =
    lane > 40 ? [svgElement("text", {class: "centred", x, y: y + 14}, String(Math.round(channels)))] : [];
  return svgElement(
    "g",
    {},
    svgElement("rect", {class: "part", x: x - size / 2, y, width: size, height: boxHeight, rx: 3}),
    ...text
  );
}

function operationOf({leaf}: CardLayer): string {
  return leaf.type === "conv" ? `${leaf.kernel}×${leaf.kernel}, ${leaf.filters}` : `dense, ${leaf.units}`;
}

interface Point {
  x: number;
  y: number;
}

function wire(from: Point, to: Point, kind: string): SVGElement {
  const bend = (from.y + to.y) / 2;
  const [x1, x2] = [from.x, to.x].map((x) => Math.round(x * 10) / 10);
  return svgElement("path", {
    class: `wire ${kind}`,
    d: `M${x1},${from.y}C${x1},${bend} ${x2},${bend} ${x2},${to.y}`
  });
}

function range(count: number): number[] {
  return Array.from({length: count}, (_, i) => i);
}
