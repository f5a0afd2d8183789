import {svgElement} from "../../diagrams/svgElement.js";
import {axisShare, type HistoryAxis} from "./historyAxis.js";
import type {HistoryNetwork} from "./historyNetwork.js";

/** Options of historyChart. */
export interface HistoryChartOptions {
  axis: HistoryAxis;
  /** Names of the networks whose rows are pressed. */
  chosen: readonly string[];
  /** In pixels. */
  width: number;
}

const rowHeight = 26;
const [top, foot] = [8, 44];
const [left, right] = [128, 58];

/**
 * Returns *networks* as rows in the order of their years, each a button with a dot where *axis* has it. The line goes through
 * what won the challenge; hollow dots are networks for another task.
 */
export function historyChart(
  networks: readonly HistoryNetwork[],
  {axis, chosen, width}: HistoryChartOptions
): SVGSVGElement {
  const height = top + networks.length * rowHeight + foot;
  const xOf = (value: number) =>
    Math.round(10 * (left + axisShare(axis, value) * (width - left - right))) / 10;
  const yOf = (i: number) => top + (i + 0.5) * rowHeight;
  const line = networks.flatMap((network, i) =>
    network.winner ? [`${xOf(axis.valueOf(network))},${yOf(i)}`] : []
  );
  return svgElement(
    "svg",
    {
      ...{class: "history-chart", width, height, viewBox: `0 0 ${width} ${height}`},
      ...{role: "group", "aria-label": `Networks by ${axis.label}, in the order of their years`}
    },
    svgElement("g", {"aria-hidden": "true"}, ...axisMarks(axis, xOf, {width, height})),
    svgElement("path", {class: "winners", d: `M${line.join("L")}`}),
    ...networks.map((network, i) =>
      row(network, {
        axis,
        xOf,
        y: yOf(i),
        width,
        pressed: chosen.includes(network.net),
        year: yearAt(networks, i)
      })
    )
  );
}

/** The year of a row, where it is not that of the row above. */
function yearAt(networks: readonly HistoryNetwork[], i: number): string {
  const {year} = networks[i];
  return networks[i - 1]?.year === year ? "" : String(year);
}

function axisMarks(
  axis: HistoryAxis,
  xOf: (value: number) => number,
  {width, height}: {width: number; height: number}
): SVGElement[] {
  const bottom = height - foot + 4;
  return [
    ...axis.ticks.flatMap((tick) => [
      svgElement("path", {class: "level", d: `M${xOf(tick)},${top}V${bottom}`}),
      svgElement(
        "text",
        {class: "fact", x: xOf(tick), y: bottom + 14},
        axis.textOf(tick).replace(/\.?0+(?= )/, "")
      )
    ]),
    svgElement("text", {class: "axis-title", x: width, y: bottom + 32}, axis.title)
  ];
}

interface RowPlace {
  axis: HistoryAxis;
  xOf(value: number): number;
  y: number;
  width: number;
  pressed: boolean;
  year: string;
}

function row(network: HistoryNetwork, {axis, xOf, y, width, pressed, year}: RowPlace): SVGElement {
  const value = axis.valueOf(network);
  const text = axis.textOf(value);
  const spoken = `${network.name}, ${network.year}: ${text} ${axis.label}`;
  const button = {role: "button", tabindex: 0, "aria-pressed": String(pressed)};
  const kind = network.residual ? "residual" : "plain";
  const {ensemble} = network;
  const bar =
    axis.label === "error" && ensemble !== undefined
      ? [
          svgElement("path", {
            class: "ensemble",
            d: `M${xOf(ensemble)},${y - 6}v12M${xOf(ensemble)},${y}H${xOf(value)}`
          })
        ]
      : [];
  return svgElement(
    "g",
    {class: `history-row ${kind} ${network.task}`, "data-net": network.net, ...button},
    svgElement("title", {}, spoken), // no label: it would have to be what the texts beside each other are
    svgElement("rect", {class: "hit", x: 0, y: y - rowHeight / 2 + 1, width, height: rowHeight - 2, rx: 4}),
    svgElement("text", {class: "year", x: 4, y: y + 4.5}, year),
    svgElement("text", {class: "name", x: 40, y: y + 4.5}, network.name),
    ...bar,
    svgElement("circle", {class: "dot", cx: xOf(value), cy: y, r: pressed ? 6.5 : 5}),
    svgElement("text", {class: "value", x: xOf(value) + 12, y: y + 4.5}, text)
  );
}
