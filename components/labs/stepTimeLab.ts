import {html} from "htl";
import {stepTimeTable} from "../charts/stepTimeTable.js";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {toTraining, type TrainingSpec} from "../experiment/trainingSpec.js";
import {measureControls} from "../widgets/measureControls.js";

/** Step times that were measured before: data/recordStepTimes.ts makes them. */
export interface StepTimeRecording {
  times: readonly {spec: RunSpec; ms: number}[];
  /** Where and when, in words. */
  caption: string;
}

/** Options of stepTimeLab. */
export interface StepTimeLabOptions {
  /** The networks, side by side: as train() takes them. */
  networks: TrainingSpec;
  recording: StepTimeRecording;
  /** The promise of the cell that holds it; when it settles, the measurement ends. */
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** Returns a laboratory of how long a training step takes: a table, and a button that measures it on this device. */
export function stepTimeLab({
  networks,
  recording,
  invalidation,
  client = createTrainingClient()
}: StepTimeLabOptions): HTMLElement {
  const {specs, nets} = toTraining(networks);
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure"></div>`;
  const controls = measureControls({
    measure,
    title: "Takes 22 steps of each network, in turns, and times 20",
    progress: "Progress of the measurement"
  });

  async function measure(signal: AbortSignal): Promise<void> {
    try {
      controls.tell("Preparing the networks …", 0);
      const {rows, place} = await client.analyse(
        {analysis: "stepTimes", specs},
        {signal, onProgress: ({done, total}) => controls.tell(`Step ${done} of ${total}`, done / total)}
      );
      show(
        nets.map((net, i) => ({net, ms: rows[i].ms})),
        `measured in this browser, ${place.backend}`
      );
      controls.tell("All is measured.");
    } finally {
      client.terminate();
    }
  }

  function show(rows: Parameters<typeof stepTimeTable>[0], text: string): void {
    badge.textContent = text;
    figure.replaceChildren(stepTimeTable(rows));
  }

  show(
    nets.map((net, i) => ({net, ms: recordedTime(specs[i], recording)})),
    recording.caption
  );
  invalidation?.then(() => client.terminate());
  return html`<div class="run lab" role="group" aria-label="Time of a training step">
    ${badge}${figure}${controls.element}
  </div>`;
}

/** Of the network that differs in nothing that a step takes. */
function recordedTime({network, batch, dataset}: RunSpec, {times}: StepTimeRecording): number | undefined {
  const keyOf = (spec: Pick<RunSpec, "network" | "batch" | "dataset">) =>
    JSON.stringify([spec.network, spec.batch, spec.dataset]);
  return times.find(({spec}) => keyOf(spec) === keyOf({network, batch, dataset}))?.ms;
}
