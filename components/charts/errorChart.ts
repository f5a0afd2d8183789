import type * as Plot from "@observablehq/plot";
import {greatest, groups, max, range} from "d3-array";
import {networkKey, type NetworkReference} from "../network/identity.js";
import {chartKey, type KeyItem, markSwitches, splitItems} from "./chartKey.js";
import {endLabels} from "./endLabels.js";
import {eachWidth, errorMarks, fadedOpacity, type MarkedStep} from "./errorMarks.js";
import type {ErrorRow} from "./errorRows.js";
import {chartPicture, plotChart} from "./plotChart.js";
import {netColors, netLabel, uniqueNets} from "./scales.js";
import {bothSplits, shownSplits} from "./shownSplits.js";
import {textWidth} from "./textWidth.js";

/** Options of errorChart; it passes the others on to Plot. */
export interface ErrorChartOptions extends Plot.PlotOptions {
  /** Steps on the x axis; what comes later is cut off. Defaults to the last step of the data. */
  steps?: number;
  /** Runs drawn faintly, behind the others. Defaults to none. */
  faded?: ReadonlySet<string>;
  /** Single runs, of which the rows are means: thin lines behind those. Each has a name of its own. Defaults to none. */
  each?: readonly ErrorRow[];
  /** Where the error axis begins, in percent. Defaults to 0. */
  least?: number;
  /** A step after which something changes, and what: a line across the chart. Defaults to none. */
  mark?: MarkedStep;
  /** Error of a network that guesses, a fraction. Defaults to 0.9, that of ten classes. */
  chance?: number;
  /** Networks in the order of the legend; they decide the colours. Defaults to those of the data. */
  nets?: readonly NetworkReference[];
}

const [marginLeft, marginEnd, fontSize] = [50, 16, 12];

/** Room for the vertical axis's name, beside which the key begins. */
const axisName = 88;

/**
 * Returns error against steps: a network a colour, its name at the end of its curve, training error thin and dashed, test
 * error bold with a dot where it was measured, a band from the lowest to the highest of several runs, and a line at
 * **chance**. The key shows and hides training and test error; a pointer or the arrow keys read out a step.
 */
export function errorChart(
  rows: readonly ErrorRow[],
  {
    steps,
    faded = new Set(),
    each = [],
    nets = [],
    least = 0,
    mark,
    chance = 0.9,
    ...options
  }: ErrorChartOptions = {}
): SVGSVGElement | HTMLElement {
  const last = steps ?? Math.max(1, max(rows, stepOf) ?? 1, max(each, stepOf) ?? 1);
  const inside = rows.filter(({step}) => step <= last).map(inPercent);
  const own = inside.filter(({run}) => !faded.has(run));
  const named = uniqueNets([...nets, ...own.map(({net}) => net)]).map(networkKey);
  const colorOf = netColors(nets.length > 0 ? nets : named);

  const {width = 640} = options;
  const room = 12 + Math.max(0, ...named.map((net) => textWidth(netLabel(net), fontSize)));
  const atEnds = room < 0.31 * width; // else the names stand in the key, as those of networks without a curve do beside others
  const marginRight = atEnds ? Math.max(room, marginEnd) : marginEnd;
  const inKey = named.filter((net) => !atEnds || (own.length > 0 && !own.some((row) => row.net === net)));
  const names = inKey.map((net): KeyItem => ({text: netLabel(net), color: colorOf(net)}));
  const key = chartKey([...splitItems(), ...eachItems(each), ...fadedItems(faded), ...names], {
    ...{first: axisName, left: marginLeft, right: width}
  });
  const plot = plotChart({
    ...{width, height: 360, marginLeft, marginRight, marginTop: key.height + 10, marginBottom: 36},
    ariaLabel: "Error in percent against training steps",
    ariaDescription: descriptionOf(rows),
    style: {fontSize: `${fontSize}px`, background: "none"},
    ...options,
    x: {
      label: "steps",
      domain: [0, last],
      nice: false,
      ...(last < 10 && {ticks: range(last + 1), tickFormat: String}) // steps are whole
    },
    y: {label: "error (%)", domain: [least, 100], grid: true, nice: false, ticks: 5},
    marks: errorMarks(inside, {
      ...{faded, mark, chance: 100 * chance, color: ({net}) => colorOf(net)},
      each: each.filter(({step}) => step <= last).map(inPercent)
    })
  });

  const chart = chartPicture(plot);
  const [x, y] = [plot.scale("x")!, plot.scale("y")!];
  const xOf = (step: number): number => x.apply(step);
  const yOf = (error: number): number => y.apply(error);
  const [bottom, top] = y.range as [number, number];
  const namesAtEnds = () =>
    endLabels(
      named
        .filter((net) => !inKey.includes(net))
        .map((net) => {
          const {step, error} = endOf(own, net) ?? {step: 0, error: 100 * chance};
          return {text: netLabel(net), color: colorOf(net), x: xOf(step), y: yOf(error)};
        }),
      [top, bottom]
    );
  let labels = namesAtEnds();
  chart.classList.add("error-chart");
  chart.append(labels, key.element);
  chart.setAttribute("role", "group"); // an image has nothing to press
  chart.setAttribute("tabindex", "0");
  whenRead(chart, async () => {
    const [{crosshair}, {errorReadings}] = await Promise.all([
      import("./crosshair.js"),
      import("./errorReadings.js")
    ]);
    crosshair(chart, {
      ...errorReadings(inside, {faded, colorOf, xOf, yOf, width}),
      xOf,
      width,
      range: [top, bottom]
    });
  });

  function followSwitch(): void {
    for (const split of bothSplits)
      for (const curves of chart.querySelectorAll<SVGElement>(`.${split}`))
        curves.style.display = shownSplits().includes(split) ? "" : "none";
    markSwitches(key.element);
    const before = labels;
    before.replaceWith((labels = namesAtEnds()));
  }
  chart.addEventListener("splits", followSwitch);
  if (shownSplits() !== bothSplits) followSwitch();
  return plot;
}

/** Calls *load* at the first event that asks to read *chart*, then repeats the last of those that came meanwhile. */
function whenRead(chart: SVGSVGElement, load: () => Promise<void>): void {
  let latest: Event | undefined;
  const wake = async (event: Event) => {
    const isFirst = !latest;
    latest = event;
    if (!isFirst) return;
    await load();
    for (const type of reading) chart.removeEventListener(type, wake);
    const {type} = latest;
    chart.dispatchEvent(new (latest.constructor as typeof Event)(type, latest));
  };
  for (const type of reading) chart.addEventListener(type, wake);
}

const reading = ["focus", "pointermove", "pointerleave", "keydown", "read"];

const stepOf = ({step}: ErrorRow) => step;

function inPercent(row: ErrorRow): ErrorRow {
  const {error, low, high} = row;
  return {...row, error: 100 * error, low: 100 * (low ?? NaN), high: 100 * (high ?? NaN)};
}

/** The last point that is shown of a network: of test error if both errors end there. */
function endOf(rows: readonly ErrorRow[], net: string): ErrorRow | undefined {
  const ends = rows.filter((row) => row.net === net && shownSplits().includes(row.split));
  return greatest(ends, ({step, split}) => step + (split === "test" ? 0.5 : 0));
}

function eachItems({length}: readonly ErrorRow[]): KeyItem[] {
  return length === 0 ? [] : [{text: "each run", width: eachWidth}];
}

function fadedItems(faded: ReadonlySet<string>): KeyItem[] {
  const [run] = faded;
  if (run === undefined) return [];
  return [{text: faded.size === 1 ? run : `${faded.size} earlier runs`, opacity: fadedOpacity, width: 1.75}];
}

/** The last values of each curve, for screen readers. */
function descriptionOf(rows: readonly ErrorRow[]): string {
  const curves = groups(rows, ({run, net, split}) => `${run} ${net} ${split}`);
  const sentences = curves.map(([, own]) => {
    const {net, split, step, error} = own[own.length - 1];
    return `${netLabel(net)}, ${split} error after ${step} steps: ${(100 * error).toFixed(1)} %.`;
  });
  return sentences.join(" ");
}
