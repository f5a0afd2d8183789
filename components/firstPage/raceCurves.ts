import {html, svg} from "htl";
import {dodged} from "../charts/dodged.js";
import {netColor, netLabel} from "../charts/scales.js";
import {isPlain, toIdentity} from "../network/identity.js";
import {pointsUpTo, type Racer} from "./racePoints.js";

/** Options of raceCurves. */
export interface RaceCurvesOptions {
  /** Steps on the horizontal axis. */
  steps: number;
  /** Error of a network that guesses, a fraction. */
  chance: number;
}

/** Curves of test error that grow. Made by raceCurves. */
export interface RaceCurves {
  element: HTMLElement;
  /** Draws the curves of *racers* up to *step*, each with its name at its end, over faint *ghosts*, whole. */
  draw(racers: readonly Racer[], ghosts: readonly Racer[], step: number): void;
}

/** Percent of the chart's height between two names, one under the other, where it is lowest. */
const gap = 8;

/**
 * Returns the chart of a race. It is as wide and as high as its place: the curves are stretched, and the words stand
 * where they belong in percent, so that nothing has to be measured, and nothing moves when it comes alive.
 */
export function raceCurves({steps, chance}: RaceCurvesOptions): RaceCurves {
  const faint = svg`<g class="ghosts"></g>` as SVGGElement;
  const grown = svg`<g></g>` as SVGGElement;
  const names = html`<div class="race-names" aria-hidden="true"></div>`;
  const element = html`<div class="race-curves" role="img">
    <div class="race-plot">
      ${[0, 50, 100].map((percent) => html`<span class="y" style=${`top: ${100 - percent}%`}>${percent}</span>`)}
      ${[0, steps / 2, steps].map((step) => html`<span class="x" style=${`left: ${(100 * step) / steps}%`}>${step}</span>`)}
      <span class="y-name">test error (%)</span>
      <span class="x-name">steps</span>
      <span class="chance" style=${`top: ${100 * (1 - chance)}%`}>chance</span>
      <svg viewBox=${`0 0 ${steps} 100`} preserveAspectRatio="none" aria-hidden="true">
        <path class="grid" d=${`M0,0H${steps}M0,50H${steps}M0,100H${steps}`}></path>
        <path class="chance" d=${`M0,${100 * (1 - chance)}H${steps}`}></path>
        ${faint}${grown}
      </svg>
      ${names}
    </div>
  </div>`;

  function draw(racers: readonly Racer[], ghosts: readonly Racer[], step: number): void {
    const nets = [...new Set([...racers, ...ghosts].map(({net}) => net))];
    const curve = ({net, points}: Racer, last: number) => {
      const places = pointsUpTo(points, last).map(
        ({step, testError}) => `${round(step)},${round(100 - 100 * testError)}`
      );
      const symbol = isPlain(toIdentity(net)) ? "H" : "F";
      return svg`<path data-symbol=${symbol} stroke=${netColor(net, nets)} d=${places.length > 0 ? `M${places.join("L")}` : ""}></path>`;
    };
    faint.replaceChildren(...ghosts.map((racer) => curve(racer, steps)));
    grown.replaceChildren(...racers.map((racer) => curve(racer, step)));
    const ends = racers.flatMap(({net, points}) => {
      const end = pointsUpTo(points, step).at(-1);
      return end ? [{net, ...end}] : [];
    });
    const tops = ends.map(({testError}) => 100 - 100 * testError);
    const places = dodged(tops, {gap, least: 1, most: 99});
    names.replaceChildren(
      ...ends.flatMap(({net, step, testError}, i) => {
        const [left, color] = [round((100 * step) / steps), netColor(net, nets)];
        return [
          html`<i style=${`left: ${left}%; top: ${round(tops[i])}%; background: ${color}`}></i>`,
          html`<span
            style=${`left: ${left}%; top: ${round(places[i])}%; color: color-mix(in oklab, ${color} 60%, var(--theme-foreground))`}
            >${netLabel(net)} <b>${percent(testError)}</b></span
          >`
        ];
      })
    );
    element.setAttribute(
      "aria-label",
      `Test error after ${Math.floor(step)} steps: ${ends.map(({net, testError}) => `${netLabel(net)} ${percent(testError)}`).join(", ")}.`
    );
  }

  return {element, draw};
}

/** Returns an error, a fraction, as whole percent. */
export function percent(error: number): string {
  return `${Math.round(100 * error)} %`;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
