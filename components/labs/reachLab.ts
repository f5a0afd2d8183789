import {html} from "htl";
import {type NetReach, netReach, type ReachRow, reachRows} from "../charts/reach.js";
import {reachChart} from "../charts/reachChart.js";
import {reachDepthChart} from "../charts/reachDepthChart.js";
import {reachTable} from "../charts/reachTable.js";
import {netLabel} from "../charts/scales.js";
import type {TrainingClient} from "../client/client.js";
import {networkIdentities} from "../experiment/netKeys.js";
import {type RunSpec, toRunSpec} from "../experiment/runSpec.js";
import {toTraining} from "../experiment/trainingSpec.js";
import {networkKey} from "../network/identity.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {labChoice} from "../widgets/labChoice.js";
import {choiceField} from "../widgets/labFields.js";
import {depthField, depthPair} from "./depthPair.js";
import {liveMeasurement, type Measurement} from "./liveMeasurement.js";

/** An earlier measurement, and its caption. */
export interface ReachRecording {
  rows: readonly ReachRow[];
  reaches: readonly NetReach[];
  caption: string;
}

/** Options of reachLab. */
export interface ReachLabOptions {
  recording: ReachRecording;
  /** The promise of the cell that holds the laboratory. When it settles, the measurement ends. */
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** What was measured of one network. */
interface Measured {
  rows: readonly ReachRow[];
  reach: NetReach;
}

/** Below this width, in pixels, one chart stands under the other. */
const leastBeside = 560;

/**
 * Returns the laboratory of how far the first gradient can be trusted: recorded networks, and those that a reader measures
 * among them.
 */
export function reachLab({recording, invalidation, client}: ReachLabOptions): HTMLElement {
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure"></div>`;
  const numbers = html`<div></div>`;
  const norm = choiceField({name: "norm", label: "Batch norm", options: {on: "on", off: "off"}});
  const choice = labChoice([depthField(26), norm], ({depth, norm}) =>
    toTraining({networks: depthPair(depth), norm: norm !== "off"})
  );
  const controls = liveMeasurement({
    ...{measure, stopsAtOnce: true, invalidation, client},
    title: "Initialises a plain and a residual network of this depth, each time by the next seed",
    progress: "Progress of the measurement"
  });
  const live = new Map<string, Measured>(); // by the network's key
  let seed = 0; // the next one, each time
  let place = "";
  let width = likelyWidth();

  async function measure(measurement: Measurement): Promise<void> {
    const training = choice.checked();
    if (!training) throw new Error("a field has a fault");
    seed += 1;
    for (const [i, spec] of training.specs.entries())
      await measureOne({...spec, seed}, [i, training.specs.length], measurement);
    measurement.tell("Both are measured.", 1);
  }

  async function measureOne(
    spec: RunSpec,
    [i, count]: readonly [number, number],
    {client, signal, tell}: Measurement
  ): Promise<void> {
    const net = keyOf(spec);
    tell(`Preparing ${netLabel(net)} …`, i / count);
    const {rows, place: found} = await client.analyse(
      {analysis: "gradientReach", spec},
      {
        signal,
        onProgress: ({done, total}) =>
          tell(`${netLabel(net)}: ${done} of ${total}`, (i + done / total) / count)
      }
    );
    live.set(net, {rows: reachRows(net, [rows]), reach: netReach(net, [rows])});
    place = `measured in this browser (seed ${seed}, ${found.backend})`;
    show();
  }

  function show(): void {
    const kept = <Row extends {net: string}>(rows: readonly Row[]) => rows.filter(({net}) => !live.has(net));
    const all = [...live.values()];
    const rows = [...kept(recording.rows), ...all.flatMap((one) => one.rows)];
    const reaches = [...kept(recording.reaches), ...all.map(({reach}) => reach)];
    const own = [...live.keys()].map((net) => netLabel(net)).join(", ");
    badge.textContent = own ? `${own}: ${place}; others ${recording.caption}` : recording.caption;
    badge.classList.toggle("live", live.size > 0);
    figure.replaceChildren(draw(rows, reaches, width));
    numbers.replaceChildren(reachTable(rows, reaches));
  }

  show();
  const resized = fitted(figure, (room) => ((width = room), show()));
  invalidation?.then(() => resized.disconnect());
  return html`<div class="run lab" role="group" aria-label="Reach of the gradient">
    ${choice.element}${choice.faults}${figure}${controls}${badge}
    <details>
      <summary>The numbers</summary>
      ${numbers}
    </details>
  </div>`;
}

/** Both charts: side by side, where there is room. */
function draw(rows: readonly ReachRow[], reaches: readonly NetReach[], width: number): HTMLElement {
  const nets = reaches.map(({net}) => net);
  const distances = rows.map(({distance}) => distance);
  const between = [Math.min(...distances), Math.max(...distances)] as const;
  const [left, right] = width < leastBeside ? [width, width] : [0.56 * width, 0.44 * width - gap];
  return html`<div class="reach">
    ${reachChart(rows, {nets, width: left})}${reachDepthChart(reaches, {nets, between, width: right})}
  </div>`;
}

/** Pixels between both charts (style/labs.css). */
const gap = 8;

/** The network's key, with what differs from the network of its name that is recorded. */
function keyOf({network}: RunSpec): string {
  const recorded = toRunSpec({network: {name: network.name}}).network;
  return networkKey(networkIdentities([recorded, network])[1]);
}
