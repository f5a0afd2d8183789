import {svg} from "htl";
import type {Inhibition} from "./inhibited.js";

/** What is drawn of one position. */
export interface InhibitionDrawing {
  values: readonly Inhibition[];
  /** The channel that is opened, counted from 0. */
  channel: number;
  /** Neighbours that inhibit it, itself among them. */
  n: number;
}

const [step, bar, high] = [30, 11, 130];

/** Draws the values of all channels at one position: before, hollow, and after, filled; a bracket has the neighbours of one. */
export function drawInhibition({values, channel, n}: InhibitionDrawing): SVGElement {
  const most = Math.max(1e-9, ...values.flatMap(({before, after}) => [before, after]));
  const y = (value: number) => high - (value / most) * (high - 8);
  const reach = Math.floor(n / 2);
  const [first, last] = [Math.max(0, channel - reach), Math.min(values.length - 1, channel + reach)];
  const bars = values.map(
    ({before, after}, i) => svg`<g class=${i === channel ? "own" : ""}>
      <rect class="before" x=${i * step + 3} y=${y(before)} width=${bar} height=${high - y(before)}></rect>
      <rect class="after" x=${i * step + 3 + bar} y=${y(after)} width=${bar} height=${high - y(after)}></rect>
      <text x=${i * step + step / 2} y=${high + 15}>${i + 1}</text>
    </g>`
  );
  const bracket = `M${first * step + 2},${high + 20}v5H${(last + 1) * step - 2}v-5`;
  return svg`<svg class="inhibition" viewBox="0 0 ${values.length * step} ${high + 28}" aria-hidden="true">
    ${bars}<path d=${bracket}></path>
  </svg>` as SVGElement;
}
