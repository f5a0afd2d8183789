import {html} from "htl";
import type {ErrorRow} from "../charts/errorRows.js";
import type {LabRecording} from "../charts/labCurves.js";
import {rateChart} from "../charts/rateChart.js";
import {spreadText} from "../charts/spreadText.js";
import {resize} from "../widgets/resize.js";

/** Recorded trainings of a plain network of 56 layers that began as a copy of a trained one of 20. */
export interface ConstructedRecording extends LabRecording {
  /** How the network of 20 layers was trained before. */
  shallow: readonly ErrorRow[];
  /** Training errors after as many steps, a seed each, of networks that began at random. */
  scratch: Readonly<Record<string, readonly number[]>>;
}

const mostWidth = 640;

/** Returns the training error of the shallow network and, from where it ends, of the deep one at each learning rate. */
export function constructedFigure({curves, shallow}: ConstructedRecording): HTMLElement {
  return html`<div>
    ${resize((width) => rateChart(curves, {beside: shallow, width: Math.min(width, mostWidth)}))}
  </div>`;
}

/** Returns what a sentence can say of a *recording*: training errors in the mean of the seeds, and their range. */
export function constructedFacts({curves, scratch}: ConstructedRecording) {
  return {
    /** Of the deep network after its last step at a learning rate. Throws if that was not recorded. */
    at(rate: number): string {
      const curve = curves.find(({spec}) => spec.optimizer.learningRate === rate);
      if (!curve) throw new RangeError(`no recording at ${rate}`);
      return percents(curve.ends.map(({training}) => training));
    },
    /** Of a network that began at random, after as many steps. Throws if it was not recorded. */
    scratch(net: string): string {
      if (!(net in scratch)) throw new RangeError(`no recording of ${net}`);
      return percents(scratch[net]);
    }
  };
}

function percents(shares: readonly number[]): string {
  return spreadText(shares.map((share) => 100 * share));
}
