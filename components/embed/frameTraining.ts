import {type ExperimentState, isPaused, isUnderWay} from "../client/runState.js";
import type {LiveTraining} from "../panels/liveTraining.js";
import {type FrameMessage, netState, stepMessages} from "./frameMessages.js";

/** The training of a figure in a frame, driven from outside. */
export interface FrameTraining {
  /** Starts it, as the figure's button does, or goes on with what is paused. */
  start(): void;
  pause(): void;
  step(): void;
  stop(): void;
  /** Pauses what runs when its slide goes, and goes on with that when the slide comes again. */
  follow(shown: boolean): void;
  readonly state?: ExperimentState;
}

/** Returns what drives the training in *figure*, which may begin at any time; *post* is told each step once. */
export function frameTraining(figure: Element, post: (message: FrameMessage) => void): FrameTraining {
  const tell = teller(post);
  let training: LiveTraining | undefined;
  let left = false; // whether it was running when its slide went
  figure.addEventListener("training", (event) => {
    training = (event as CustomEvent<LiveTraining>).detail;
    tell(training.state);
  });

  const button = () => figure.querySelector<HTMLButtonElement>("[data-action=start]:not(:disabled)");
  const runs = () => training !== undefined && training.underWay && !isPaused(training.state);
  const paused = () => training !== undefined && training.underWay && isPaused(training.state);
  const own: FrameTraining = {
    start() {
      if (paused()) training!.togglePause();
      else if (!runs()) button()?.click();
    },
    pause: () => void (runs() && training!.togglePause()),
    step() {
      if (training?.underWay) return training.step();
      const ownButton = figure.querySelector<HTMLButtonElement>("[data-action=step]:not(:disabled)");
      ownButton?.click();
    },
    stop: () => void (training?.underWay && training.stop()),
    follow(shown) {
      if (!shown) left = runs();
      if (shown && left) own.start();
      if (!shown) own.pause();
    },
    get state() {
      return training?.state;
    }
  };
  return own;
}

/** Returns a listener of states that tells each step once, then the end or what went wrong. */
function teller(post: (message: FrameMessage) => void): (state: ExperimentState) => void {
  let told = new Map<string, number>(); // last step by run
  let ended = false;
  return (state) => {
    const {place, runs} = state;
    if (runs.every(({points}) => points.length === 0)) told = new Map();
    for (const {runId, spec, points: all, pace} of runs) {
      const points = all.filter(({step}) => step > (told.get(runId) ?? 0));
      if (points.length === 0) continue;
      told.set(runId, points[points.length - 1].step);
      post({
        ...{type: "step", net: spec.network.name, points: stepMessages(points)},
        ...{imagesPerSecond: pace?.imagesPerSecond ?? 0, backend: place?.backend ?? ""}
      });
    }
    const over = runs.length > 0 && !isUnderWay(state);
    if (over && !ended) post(lastMessage(state));
    ended = over;
  };
}

function lastMessage({place, runs, error}: ExperimentState): FrameMessage {
  const messages = [...(error ? [error] : []), ...runs.flatMap(({message}) => (message ? [message] : []))];
  if (error || runs.some(({status}) => status === "failed"))
    return {type: "error", message: messages.join("\n"), messages};
  return {type: "done", backend: place?.backend ?? "", device: place?.device ?? "", nets: runs.map(netState)};
}
