import {html} from "htl";
import {correlationChart, type CorrelationRow} from "../../charts/correlationChart.js";
import {netSwatches} from "../../charts/netLegend.js";
import {createTrainingClient, type TrainingClient} from "../../training/client.js";
import type {RunSpec} from "../../training/runSpec.js";
import {button} from "../button.js";

/** What was measured before: rows, what is to be said of them, and the networks. */
export interface CorrelationRecording {
  rows: readonly CorrelationRow[];
  caption: string;
  specs: readonly RunSpec[];
}

/** Options of correlationLab. */
export interface CorrelationLabOptions {
  recording: CorrelationRecording;
  invalidation?: Promise<unknown>;
  /** Defaults to a worker of this laboratory's own. */
  client?: TrainingClient;
}

/** Returns the laboratory of how alike a network's input gradients are at two inputs, at the start of training. */
export function correlationLab({
  recording: {rows: recorded, caption, specs},
  invalidation,
  client = createTrainingClient()
}: CorrelationLabOptions): HTMLElement {
  const nets = specs.map(({network}) => network.name);
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure"></div>`;
  const progress = html`<progress
    max=${specs.length}
    value="0"
    aria-label="Networks measured"
  ></progress>` as HTMLProgressElement;
  const line = html`<p class="status" role="status"></p>`;
  const start = button("Measure", () => void measure(), {
    className: "primary",
    title: "Initialises the networks anew, each time by the next seed"
  });
  const stop = button("Stop", () => ((stopped = true), client.terminate()));
  let seed = 0; // the next one, each time
  let stopped = false;
  let width = 640;
  let shown = {rows: recorded, text: caption};

  async function measure(): Promise<void> {
    const rows: CorrelationRow[] = [];
    seed += 1;
    stopped = false;
    busy(true);
    try {
      for (const [i, spec] of specs.entries()) {
        progress.value = i;
        line.textContent = `Measuring ${nets[i]}, ${i + 1} of ${specs.length} …`;
        const request = {analysis: "gradientCorrelations", spec: {...spec, seed}} as const;
        const {rows: found, place} = await client.analyse(request);
        rows.push(...found.map((row) => ({net: nets[i], ...row})));
        show(rows, `measured in this browser, seed ${seed}, ${place.backend}`);
      }
      progress.value = specs.length;
      line.textContent = "All are measured.";
    } catch (error) {
      line.textContent = stopped ? "Stopped." : `Not measured: ${(error as Error).message}.`;
    } finally {
      busy(false);
      client.terminate();
    }
  }

  function busy(measuring: boolean): void {
    const focused = document.activeElement === start || document.activeElement === stop;
    start.disabled = measuring;
    stop.disabled = !measuring;
    if (focused) (measuring ? stop : start).focus(); // a button that is disabled would lose it
  }

  function show(rows: readonly CorrelationRow[], text: string): void {
    shown = {rows, text};
    badge.textContent = text;
    figure.replaceChildren(correlationChart(rows, {nets, width}));
  }

  const resized = new ResizeObserver(([{contentRect}]) => {
    const room = Math.min(640, Math.round(contentRect.width));
    if (room === 0 || room === width) return;
    width = room;
    show(shown.rows, shown.text);
  });

  busy(false);
  show(recorded, caption);
  resized.observe(figure);
  invalidation?.then(() => (resized.disconnect(), client.terminate()));
  return html`<div class="run lab" role="group" aria-label="Shattered gradients">
    ${badge}${netSwatches(nets)}${figure}
    <div class="controls" role="group" aria-label="Measurement">${start}${stop}</div>
    ${progress}${line}
  </div>`;
}
