import {html} from "htl";
import type {TrainingClient} from "../client/client.js";
import {type ExperimentState, isUnderWay} from "../client/runState.js";
import type {RunSpec} from "../experiment/runSpec.js";
import type {LiveTraining} from "../panels/liveTraining.js";
import {button} from "../widgets/button.js";
import {racePoints, type Racer} from "./racePoints.js";

/** Options of raceTraining. */
export interface RaceTrainingOptions {
  specs: readonly RunSpec[];
  /** What is said until something is trained here. */
  recorded: string;
  /** Called when the reader starts a race. */
  begin(): void;
  /** Called as the networks learn, and at the end. */
  follow(racers: readonly Racer[], ended: boolean): void;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
  invalidation?: Promise<unknown>;
}

/** The buttons that train the networks of a race here, and a line that says how far they are. */
export interface RaceTraining {
  buttons: HTMLElement[];
  status: HTMLElement;
  underWay(): boolean;
}

/** Returns a training that waits for its button. What trains is loaded when that is pressed. */
export function raceTraining(options: RaceTrainingOptions): RaceTraining {
  const {specs, recorded, begin, follow, client, invalidation} = options;
  const start = button("Train them here", () => void train(), {
    className: "primary",
    title: "Trains the four networks from their first step, on this computer"
  });
  const stop = button("Stop", () => live?.stop());
  const line = html`<p class="status">${recorded}</p>`;
  const spoken = html`<div class="visually-hidden" role="status"></div>`;
  let live: LiveTraining | undefined;
  let loading = false;
  stop.disabled = true;

  async function train(): Promise<void> {
    if (loading || live?.underWay) return;
    loading = true;
    start.disabled = true;
    try {
      const [{liveTraining}, texts] = await Promise.all([
        import("../panels/liveTraining.js"),
        import("../panels/statusText.js")
      ]);
      const told = (state: ExperimentState) =>
        [texts.statusText(state), ...texts.noteText(state), texts.placeText(state)]
          .filter(Boolean)
          .join(" · ");
      live ??= liveTraining({
        ...{client, invalidation, endsWorker: true},
        show(state) {
          line.textContent = told(state);
          const ended = !isUnderWay(state);
          start.disabled = !ended;
          if (ended && stop.matches(":focus")) start.focus(); // a disabled button would lose the focus
          stop.disabled = ended;
          follow(racersOf(state), ended);
        },
        speak: (state) => void (spoken.textContent = told(state))
      });
      begin();
      start.textContent = "Train again";
      live.start({specs: [...specs]});
    } catch (error) {
      line.textContent = `What trains could not be loaded: ${(error as Error).message}`;
      start.disabled = false;
    } finally {
      loading = false;
    }
  }

  return {
    buttons: [start, stop],
    status: html`<div>${line}${spoken}</div>`,
    underWay: () => loading || Boolean(live?.underWay)
  };
}

function racersOf({runs}: ExperimentState): Racer[] {
  return runs.map(({spec, points}) => ({net: spec.network.name, points: racePoints(points)}));
}
