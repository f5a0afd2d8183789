import {fromBase64} from "../../charts/fromBase64.js";
import type {Volume} from "../../network/shapes.js";

/** The maps that a trained network made of an image; data/labs/maps.json.ts writes them. */
export interface ResponseMaps {
  /** The image, as a `data:` URL. */
  readonly image: {readonly label: string; readonly url: string};
  readonly volume: Volume;
  /** The largest of all values; none is below 0. */
  readonly most: number;
  /** `[height, width, channels]`: bytes, of which 255 is the largest value, in base64. */
  readonly maps: string;
  readonly caption: string;
}

/** Returns the values of recorded maps: `[height, width, channels]`. */
export function mapValues({maps, most}: Pick<ResponseMaps, "maps" | "most">): Float32Array {
  return Float32Array.from(fromBase64(maps), (byte) => (byte * most) / 255);
}
