import {featureRows, type ImageRecording, type Measure} from "./imageRecording.js";
import {measureText} from "./measureText.js";

/** Returns what a sentence can say of what is left of images, each a text. Each function throws if it was not recorded. */
export function imageFacts(recording: ImageRecording) {
  const rowOf = (measure: Measure, net: string, step: number, block?: number) => {
    const own = featureRows(recording, measure, step).filter((row) => row.net === net);
    const row = block === undefined ? own.at(-1) : own.find((one) => one.block === block);
    if (!row)
      throw new RangeError(`no ${measure} of ${net}${block === undefined ? "" : ` at block ${block}`}`);
    return row;
  };
  const textOf = (measure: Measure) => (net: string, step: number, block?: number) =>
    measureText(rowOf(measure, net, step, block).value, measure);
  return {
    /** `65 %`, the mean of all seeds, at a block; by default the last. The stem is 0. */
    readout: textOf("readout"),
    /** `0.87` */
    noise: textOf("noise"),
    /** `6.9` */
    rank: textOf("rank"),
    /** The same with its seeds: `1.6 (1.0 to 2.7)`. */
    spread(measure: Measure, net: string, step: number, block?: number) {
      const {value, low, high} = rowOf(measure, net, step, block);
      const [text, least, most] = [value, low, high].map((one) => measureText(one, measure));
      return least === most ? text : `${text} (${least} to ${most})`;
    }
  };
}
