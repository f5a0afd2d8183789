import {html} from "htl";
import {errorChart} from "../charts/errorChart.js";
import type {ErrorRow} from "../charts/errorRows.js";
import {errorTable} from "../charts/errorTable.js";
import {type LegendEntry, runLegend} from "../charts/runLegend.js";

/** What a live figure shows at one moment. */
export interface FigureView {
  /** Rows of the chart, faded runs included. */
  rows: readonly ErrorRow[];
  legend: readonly LegendEntry[];
  /** Runs drawn faintly. */
  faded?: ReadonlySet<string>;
  steps?: number;
}

/** A chart, its legend and its table, drawn anew as data comes in. */
export interface LiveFigure {
  element: HTMLElement;
  /** Shows a view soon; views that follow each other quickly are drawn once. */
  show(view: FigureView): void;
  /** The chart as it is drawn now. */
  chart(): SVGSVGElement;
  /** Ends the watching of the figure's width. */
  dispose(): void;
}

/** Time between two drawings, at the least: often enough to see curves grow, and the page stays free. */
const drawingMs = 400;

/** Returns a live figure of *view*, as wide as its place. */
export function liveFigure(view: FigureView): LiveFigure {
  const chartPlace = html`<div class="chart-place"></div>`;
  const legendPlace = html`<div></div>`;
  const table = html`<details><summary>The numbers</summary></details>` as HTMLDetailsElement;
  const element = html`<div>${legendPlace}${chartPlace}${table}</div>`;
  let current = view;
  let width = 640;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawnMs = -Infinity;
  let pointer: PointerEvent | undefined; // where the tip is, so that it stays while the chart is drawn anew

  function draw() {
    timer = undefined;
    drawnMs = performance.now();
    const {rows, legend, faded, steps} = current;
    const nets = legend.map(({net}) => net);
    const chart = errorChart(rows, {
      faded,
      steps,
      nets,
      width,
      height: Math.round(Math.max(280, width * 0.5))
    });
    chartPlace.replaceChildren(chart);
    if (pointer) chart.dispatchEvent(new PointerEvent("pointermove", pointer));
  }

  /** Apart from the chart, so that no task holds the page for long. */
  function drawText() {
    legendPlace.replaceChildren(runLegend(current.legend));
    if (table.open) drawTable();
  }

  function drawTable() {
    const [summary] = table.children;
    table.replaceChildren(summary, errorTable(current.rows.filter(({run}) => !current.faded?.has(run))));
  }

  function schedule() {
    timer ??= setTimeout(
      () => requestAnimationFrame(() => (draw(), setTimeout(drawText))),
      Math.max(0, drawnMs + drawingMs - performance.now())
    );
  }

  chartPlace.addEventListener("pointermove", (event) => (pointer = event));
  chartPlace.addEventListener("pointerleave", () => (pointer = undefined));
  table.addEventListener("toggle", () => table.open && drawTable());
  const observer = new ResizeObserver(([entry]) => {
    const measured = Math.round(entry.contentRect.width);
    if (measured === 0 || measured === width) return;
    width = measured;
    schedule();
  });
  observer.observe(chartPlace);
  draw();
  drawText();

  return {
    element,
    show(next) {
      current = next;
      schedule();
    },
    chart: () => chartPlace.querySelector<SVGSVGElement>("svg")!,
    dispose() {
      observer.disconnect();
      clearTimeout(timer);
    }
  };
}
