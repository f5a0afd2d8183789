import {html, svg} from "htl";

/** What is left of pixels when something is taken out of them. */
export interface PixelValues {
  /** What is taken out. */
  readonly text: string;
  /** Images, each as a `data:` URL. */
  readonly pictures: readonly string[];
  /** How often a value lies in each bin, as a share of all: of red, green and blue. */
  readonly shares: readonly (readonly number[])[];
}

/** Rows of the figure, and their bins: the value where the first begins, and their width. */
export interface PixelRecording {
  readonly rows: readonly PixelValues[];
  readonly lowest: number;
  readonly width: number;
}

/** Pixels of the drawing. */
const [across, high, below] = [300, 64, 18];

/** Returns images as a network gets them, a row for each thing that can be taken out, and how their values are spread. */
export function pixelsFigure({rows, lowest, width}: PixelRecording): HTMLElement {
  return html`<div class="pixel-rows">
    ${rows.map(
      ({text, pictures, shares}) =>
        html`<div role="img" aria-label=${spoken({text, pictures, shares}, lowest, width)}>
          <b aria-hidden="true">${text}</b>
          <span aria-hidden="true"
            >${pictures.map((url) => html`<img src=${url} alt="" width="16" height="16" />`)}</span
          >
          ${drawShares(shares, lowest, width)}
        </div>`
    )}
  </div>`;
}

/** Draws how often each value comes: a line a channel, on an axis that all rows share. */
function drawShares(shares: PixelValues["shares"], lowest: number, width: number): SVGElement {
  const most = Math.max(...shares.flat());
  const bins = shares[0].length;
  const x = (value: number) => ((value - lowest) / (bins * width)) * across;
  const y = (share: number) => high - (share / most) * (high - 4);
  const colors = ["red", "green", "blue"];
  const line = (channel: readonly number[]) =>
    channel
      .map(
        (share, i) =>
          `${i === 0 ? "M" : "L"}${x(lowest + (i + 0.5) * width).toFixed(1)},${y(share).toFixed(1)}`
      )
      .join("");
  return svg`<svg class="pixel-shares" viewBox="0 0 ${across} ${high + below}" aria-hidden="true">
    ${[-2, -1, 0, 1, 2, 3].map(
      (value) => svg`<g class=${value === 0 ? "zero" : ""}>
        <line x1=${x(value)} x2=${x(value)} y1="0" y2=${high}></line>
        <text x=${x(value)} y=${high + 14}>${String(value).replace("-", "−")}</text>
      </g>`
    )}
    ${shares.map((channel, i) => svg`<path class=${colors[i]} d=${line(channel)}></path>`)}
  </svg>` as SVGElement;
}

function spoken({text, shares}: PixelValues, lowest: number, width: number): string {
  const means = shares.map((channel) => {
    const all = channel.reduce((sum, share) => sum + share, 0);
    return channel.reduce((sum, share, i) => sum + share * (lowest + (i + 0.5) * width), 0) / all;
  });
  const [red, green, blue] = means.map((mean) => mean.toFixed(1).replace("-0.0", "0.0"));
  return `Images with ${text} taken out: the values of red, green and blue lie around ${red}, ${green} and ${blue}.`;
}
