import {html} from "htl";
import {netColor, netLabel} from "../charts/scales.js";
import {tower} from "../diagrams/tower.js";
import {chanceError} from "../experiment/chanceError.js";
import {toNetwork, toRunSpec} from "../experiment/runSpec.js";
import {button} from "../widgets/button.js";
import {createPlayback, type PlaybackOptions} from "./playback.js";
import {raceAnswers} from "./raceAnswers.js";
import {raceCurves} from "./raceCurves.js";
import type {Racer} from "./racePoints.js";
import type {RaceRecording} from "./raceRecording.js";
import {raceTraining, type RaceTrainingOptions} from "./raceTraining.js";
import {whenFirstSeen} from "./whenFirstSeen.js";

/** Options of race. */
export interface RaceOptions extends Pick<RaceTrainingOptions, "client">, Pick<PlaybackOptions, "clock"> {
  /** The promise of the cell that holds the figure. When it settles, all ends. */
  invalidation?: Promise<unknown>;
}

/** How long the recorded race takes to go by. */
const durationMs = 6000;

/**
 * Returns the race: networks as towers of layers, their curves of test error, and what each answers on the same few
 * images. It shows the recorded end at first; when a reader first sees it, and does not ask for less motion, it goes by
 * once. A slider goes to any step, and a button trains the networks in its place, over the recorded curves.
 */
export function race(recording: RaceRecording, {invalidation, client, clock}: RaceOptions = {}): HTMLElement {
  const {spec, racers: recorded} = recording;
  const nets = recorded.map(({net}) => net);
  const specs = nets.map((name) => toRunSpec({...spec, network: {...spec.network, name}}));
  const curves = raceCurves({steps: spec.steps, chance: chanceError(spec)});
  const answers = raceAnswers(recording, nets);
  let racers: readonly Racer[] = recorded;
  let ghosts: readonly Racer[] = recorded;

  const slider = html`<input
    type="range"
    min=${spec.evaluationInterval}
    max=${spec.steps}
    step=${spec.evaluationInterval}
    value=${spec.steps}
    aria-label="Step"
  />` as HTMLInputElement;
  const taken = html`<b></b>`;
  const playback = createPlayback({
    ...{end: spec.steps, durationMs, clock, show: (step) => show(Math.max(step, spec.evaluationInterval))},
    onChange: (playing) => void (play.textContent = playing ? "Pause" : "Play")
  });
  const play = button("Play", () =>
    playback.playing ? playback.pause() : playback.play(slider.valueAsNumber)
  );
  const training = raceTraining({
    ...{specs, recorded: recording.caption, client, invalidation},
    begin() {
      playback.pause();
      play.disabled = slider.disabled = true;
    },
    follow(live, ended) {
      racers = live;
      ghosts = recorded;
      show(Math.min(...live.map(({points}) => points.at(-1)?.step ?? 0)));
      play.disabled = slider.disabled = !ended;
    }
  });

  function show(step: number): void {
    slider.value = String(step);
    taken.textContent = String(Math.floor(step));
    slider.setAttribute("aria-valuetext", `${taken.textContent} of ${spec.steps} steps`);
    curves.draw(racers, ghosts, step);
    answers.show(racers, step);
  }

  slider.oninput = () => {
    playback.pause();
    show(slider.valueAsNumber);
  };
  show(spec.steps);
  const element = html`<div class="race" data-plays>
    <div class="race-top">
      <div class="race-towers">
        ${specs.map((spec, i) => {
          const {expression, input} = toNetwork(spec);
          const color = netColor(nets[i], nets);
          return html`<div>
            ${tower(expression, input, {color, label: `${netLabel(nets[i])}, a layer a slab`})}
            <span class="net-name" style=${`--ink: ${color}`}>${netLabel(nets[i])}</span>
          </div>`;
        })}
      </div>
      ${curves.element}
    </div>
    ${answers.element}
    <div class="controls" role="group" aria-label="The race">
      ${play}${slider}
      <span class="step" aria-hidden="true">step ${taken}<span> of ${spec.steps}</span></span>
      ${training.buttons}
    </div>
    ${training.status}
  </div>`;
  const unseen = whenFirstSeen(curves.element, () => {
    if (racers === recorded && slider.valueAsNumber === spec.steps && !training.underWay()) playback.play();
  });
  const onPrint = () => {
    if (!playback.playing) return;
    playback.pause();
    show(spec.steps);
  };
  addEventListener("beforeprint", onPrint);
  void invalidation?.then(() => {
    unseen();
    playback.pause();
    removeEventListener("beforeprint", onPrint);
  });
  return element;
}
