import {html} from "htl";
import {stepTimeTable} from "../charts/stepTimeTable.js";
import type {TrainingClient} from "../client/client.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {liveMeasurement, type Measurement} from "./liveMeasurement.js";

/** Recorded step times, made by data/recordStepTimes.ts. */
export interface StepTimeRecording {
  times: readonly {spec: RunSpec; ms: number}[];
  /** Where and when, in words. */
  caption: string;
}

/** Options of stepTimeLab. */
export interface StepTimeLabOptions {
  /** The networks, as for train. */
  networks: TrainingSpec;
  recording: StepTimeRecording;
  /** The promise of the cell that holds the laboratory. When it settles, the measurement ends. */
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** Returns a laboratory of how long a training step takes: a table, and a button that measures it on this device. */
export function stepTimeLab({networks, recording, invalidation, client}: StepTimeLabOptions): HTMLElement {
  const {specs, nets} = toTraining(networks);
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure"></div>`;
  const controls = liveMeasurement({
    ...{measure, invalidation, client},
    title: "Takes 22 steps of each network, in turns, and times 20",
    progress: "Progress of the measurement"
  });

  async function measure({client, signal, tell}: Measurement): Promise<void> {
    tell("Preparing the networks …", 0);
    const {rows, place} = await client.analyse(
      {analysis: "stepTimes", specs},
      {signal, onProgress: ({done, total}) => tell(`Step ${done} of ${total}`, done / total)}
    );
    show(
      nets.map((net, i) => ({net, ms: rows[i].ms})),
      `measured in this browser, ${place.backend}`
    );
    tell("All is measured.");
  }

  function show(rows: Parameters<typeof stepTimeTable>[0], text: string): void {
    badge.textContent = text;
    figure.replaceChildren(stepTimeTable(rows));
  }

  show(
    nets.map((net, i) => ({net, ms: recordedTime(specs[i], recording)})),
    recording.caption
  );
  return html`<div class="run lab" role="group" aria-label="Time of a training step">
    ${figure}${controls}${badge}
  </div>`;
}

/** Returns the time of a network whose step is the same. */
function recordedTime({network, batch, dataset}: RunSpec, {times}: StepTimeRecording): number | undefined {
  const keyOf = (spec: Pick<RunSpec, "network" | "batch" | "dataset">) =>
    JSON.stringify([spec.network, spec.batch, spec.dataset]);
  return times.find(({spec}) => keyOf(spec) === keyOf({network, batch, dataset}))?.ms;
}
