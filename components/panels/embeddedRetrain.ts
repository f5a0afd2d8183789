import {html} from "htl";
import {type ExperimentState, isUnderWay, type RunState} from "../client/runState.js";
import {experimentFromLink} from "../experiment/link.js";
import type {RunSpec} from "../experiment/runSpec.js";
import {faultText} from "../fields/english.js";
import {type Fault, faultsOf, postableFaults} from "../fields/fault.js";
import {
  type Recording,
  type RetrainOptions,
  type RetrainPanel,
  retrainPanel,
  settingKey
} from "./retrainPanel.js";

/** One training step as the page around is told it: errors are fractions, the loss is in nats. */
export interface StepMessage {
  step: number;
  loss: number;
  trainingError: number;
  testError?: number;
}

/** What an embedded figure tells the page around it. */
export type EmbedMessage =
  /** The figure is there, and nothing is wrong with its query. */
  | {type: "ready"; nets: string[]}
  /** New steps of one network, each told once. */
  | {type: "step"; net: string; points: StepMessage[]; imagesPerSecond: number; backend: string}
  /** All networks have ended. */
  | {type: "done"; backend: string; device: string; nets: {net: string; status: string; step: number}[]}
  /** Something is wrong with the query or the training; *messages* are shown on the figure too, *faults* are their data. */
  | {type: "error"; message: string; messages: string[]; faults?: readonly Fault[]}
  | {type: "resize"; width: number; height: number};

/** Options of embeddedRetrain. */
export interface EmbedOptions extends Pick<RetrainOptions, "invalidation" | "client"> {
  query: URLSearchParams;
  recording?: Recording;
  /** Tells the page around. Defaults to its window's messages. */
  post?: (message: EmbedMessage) => void;
}

/** Returns the retrain figure for a frame in another page: set up by its query, and telling what it does. */
export function embeddedRetrain({
  query,
  recording,
  post = postToParent,
  ...options
}: EmbedOptions): HTMLElement {
  const {specs, autoplay, faults} = readQuery(query);
  const messages = faults.map(faultText);
  const faultList = html`<div class="message" role="alert" hidden=${faults.length === 0}>
    ${messages.map((message) => html`<div>${message}</div>`)}
  </div>`;
  const panel = retrainPanel({
    ...options,
    query: faults.length === 0 ? query : new URLSearchParams(),
    recording: recording && recordingOf(specs, recording),
    onState: createTeller(post)
  });
  const element = html`<div>${faultList}${panel}</div>`;
  watchSize(element, post, options.invalidation);
  if (faults.length > 0)
    post({type: "error", message: messages.join("\n"), messages, faults: postableFaults(faults)});
  else post({type: "ready", nets: specs.map(({network}) => network.name)});
  if (autoplay) startWhenPlaced(panel);
  return element;
}

/** What a query asks for; if that cannot be, the defaults, with what is wrong. */
function readQuery(query: URLSearchParams): {specs: RunSpec[]; autoplay: boolean; faults: readonly Fault[]} {
  try {
    return {...experimentFromLink(query), faults: []};
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults) throw error;
    return {...experimentFromLink(new URLSearchParams()), faults};
  }
}

/** The recorded curves of *specs*, or undefined if something else was recorded than they ask for. */
function recordingOf(specs: RunSpec[], recording: Recording): Recording | undefined {
  const nets = specs.map(({network}) => network.name);
  const rows = recording.rows.filter(({net}) => nets.includes(net));
  const all = new Set(rows.map(({net}) => net)).size === nets.length;
  return all && specs.every((spec) => settingKey(spec) === settingKey(recording.spec))
    ? {...recording, rows}
    : undefined;
}

/** Returns a listener of states that tells each step once, then the end or what went wrong. */
function createTeller(post: (message: EmbedMessage) => void): (state: ExperimentState) => void {
  let told = new Map<string, number>(); // last step by run
  let ended = false;
  return (state) => {
    const {place, runs, error} = state;
    if (runs.every(({points}) => points.length === 0)) told = new Map();
    for (const run of runs) {
      const points = run.points.filter(({step}) => step > (told.get(run.runId) ?? 0));
      if (points.length === 0) continue;
      told.set(run.runId, points[points.length - 1].step);
      post(stepMessage(run, points, place?.backend ?? ""));
    }
    const over = !isUnderWay(state);
    if (over && !ended && (error || runs.some(({status}) => status === "failed"))) post(errorMessage(state));
    if (over && !ended && !error) post(doneMessage(state));
    ended = over;
  };
}

function stepMessage({spec, pace}: RunState, points: RunState["points"], backend: string): EmbedMessage {
  return {
    type: "step",
    net: spec.network.name,
    points: points.map(({lossNats, ...point}) => ({...point, loss: lossNats})),
    imagesPerSecond: pace?.imagesPerSecond ?? 0,
    backend
  };
}

function doneMessage({runs, place}: ExperimentState): EmbedMessage {
  const nets = runs.map(({spec, status, points}) => ({
    net: spec.network.name,
    status,
    step: points.at(-1)?.step ?? 0
  }));
  return {type: "done", backend: place?.backend ?? "", device: place?.device ?? "", nets};
}

function errorMessage({error, runs}: ExperimentState): EmbedMessage {
  const messages = [...(error ? [error] : []), ...runs.flatMap(({message}) => (message ? [message] : []))];
  return {type: "error", message: messages.join("\n"), messages};
}

function watchSize(
  element: HTMLElement,
  post: (message: EmbedMessage) => void,
  invalidation?: Promise<unknown>
): void {
  const observer = new ResizeObserver(() => {
    const {width, height} = document.documentElement.getBoundingClientRect();
    post({type: "resize", width: Math.ceil(width), height: Math.ceil(height)});
  });
  observer.observe(element);
  invalidation?.then(() => observer.disconnect());
}

/** Training is heavy: the figure is drawn first. */
function startWhenPlaced(panel: RetrainPanel): void {
  requestAnimationFrame(() => panel.start());
}

function postToParent(message: EmbedMessage): void {
  window.parent.postMessage({source: "residual-course", ...message}, "*");
}
