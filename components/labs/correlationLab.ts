import {html} from "htl";
import {correlationChart, type CorrelationRow} from "../charts/correlationChart.js";
import {netSwatches} from "../charts/netLegend.js";
import type {TrainingClient} from "../client/client.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {liveMeasurement, type Measurement} from "./liveMeasurement.js";

/** An earlier measurement: its rows, its caption and its networks. */
export interface CorrelationRecording {
  rows: readonly CorrelationRow[];
  caption: string;
  specs: readonly RunSpec[];
}

/** Options of correlationLab. */
export interface CorrelationLabOptions {
  recording: CorrelationRecording;
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** Returns the laboratory of how similar a network's input gradients are at two inputs, at the start of training. */
export function correlationLab({
  recording: {rows: recorded, caption, specs},
  invalidation,
  client
}: CorrelationLabOptions): HTMLElement {
  const nets = specs.map(({network}) => network.name);
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure"></div>`;
  const controls = liveMeasurement({
    ...{measure, stopsAtOnce: true, invalidation, client},
    title: "Initialises the networks anew, each time by the next seed",
    progress: "Networks measured"
  });
  let seed = 0; // the next one, each time
  let width = likelyWidth();
  let shown = {rows: recorded, text: caption};

  async function measure({client, tell}: Measurement): Promise<void> {
    const rows: CorrelationRow[] = [];
    seed += 1;
    for (const [i, spec] of specs.entries()) {
      tell(`Measuring ${nets[i]}, ${i + 1} of ${specs.length} …`, i / specs.length);
      const request = {analysis: "gradientCorrelations", spec: {...spec, seed}} as const;
      const {rows: found, place} = await client.analyse(request);
      rows.push(...found.map((row) => ({net: nets[i], ...row})));
      shown = {rows, text: `measured in this browser, seed ${seed}, ${place.backend}`};
      show();
    }
    tell("All are measured.", 1);
  }

  function show(): void {
    badge.textContent = shown.text;
    figure.replaceChildren(correlationChart(shown.rows, {nets, width}));
  }

  show();
  const resized = fitted(figure, (room) => ((width = room), show()));
  invalidation?.then(() => resized.disconnect());
  return html`<div class="run lab" role="group" aria-label="Shattered gradients">
    ${netSwatches(nets)}${figure}${controls}${badge}
  </div>`;
}
