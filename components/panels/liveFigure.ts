import {html} from "htl";
import {errorChart} from "../charts/errorChart.js";
import type {ErrorRow} from "../charts/errorRows.js";
import {errorTable} from "../charts/errorTable.js";
import {keepReading} from "../charts/keepReading.js";
import {type LegendEntry, runLegend} from "../charts/runLegend.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {frameClock, pageClock} from "./clock.js";
import {createRedraw} from "./redraw.js";

/** What a live figure shows at one moment. */
export interface FigureView {
  /** Rows of the chart, faded runs included. */
  rows: readonly ErrorRow[];
  legend: readonly LegendEntry[];
  /** Runs drawn faintly. */
  faded?: ReadonlySet<string>;
  steps?: number;
  /** Error of a network that guesses, a fraction. */
  chance?: number;
}

/** A chart, and its networks and numbers, which follow the data. */
export interface LiveFigure {
  /** The chart. */
  element: HTMLElement;
  /** The networks with their latest errors. */
  legend: HTMLElement;
  /** All numbers, in a table that readers open. */
  numbers: HTMLElement;
  /** Shows a view soon; draws only the last of views that follow each other quickly. */
  show(view: FigureView): void;
  /** Returns the chart as it stands. */
  chart(): SVGSVGElement;
  /** Stops watching the figure's width. */
  dispose(): void;
}

/** The least time between two drawings: readers see curves grow, and the page stays responsive. */
const drawingMs = 400;

/** Returns a live figure of *view*, as wide as its place. */
export function liveFigure(view: FigureView): LiveFigure {
  const chartPlace = html`<div class="chart-place"></div>`;
  const legendPlace = html`<div></div>`;
  const table = html`<details><summary>The numbers</summary></details>` as HTMLDetailsElement;
  let current = view;
  let width = likelyWidth();

  function draw() {
    const {rows, legend, faded, steps, chance} = current;
    const nets = legend.map(({net}) => net);
    const drawn = errorChart(rows, {
      faded,
      steps,
      chance,
      nets,
      width,
      height: 300
    });
    keepReading(chartPlace, () => chartPlace.replaceChildren(drawn));
  }

  const chart = () => chartPlace.querySelector<SVGSVGElement>("svg")!;

  /** In a task of its own, so that no task holds the page for long. */
  function drawText() {
    legendPlace.replaceChildren(runLegend(current.legend));
    if (table.open) drawTable();
  }

  function drawTable() {
    const [summary] = table.children;
    table.replaceChildren(summary, errorTable(current.rows.filter(({run}) => !current.faded?.has(run))));
  }

  // A chart that was drawn under the pointer may not be told that it leaves.
  chartPlace.addEventListener("pointerleave", () => chart().dispatchEvent(new Event("pointerleave")));
  table.addEventListener("toggle", () => table.open && drawTable());
  addEventListener("beforeprint", drawTable);
  const resized = fitted(chartPlace, (room) => ((width = room), draw()));
  draw();
  drawText();
  drawTable(); // paper shows it, open or not
  let cancelText = () => {};
  const redraw = createRedraw(
    () => {
      draw();
      cancelText();
      cancelText = pageClock.after(0, drawText);
    },
    {everyMs: drawingMs, clock: frameClock}
  );

  return {
    element: chartPlace,
    legend: legendPlace,
    numbers: table,
    show(next) {
      current = next;
      redraw.soon();
    },
    chart,
    dispose() {
      resized.disconnect();
      removeEventListener("beforeprint", drawTable);
      redraw.cancel();
      cancelText();
    }
  };
}
