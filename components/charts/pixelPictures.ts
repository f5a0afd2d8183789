import {html} from "htl";
import type {Volume} from "../network/shapes.js";
import {encodedPng, pngUrl} from "./encodedPng.js";

/** Returns places for so many pictures in a row. A place stays, and so does its picture until the next is ready. */
export function pixelPlaces(count: number): HTMLImageElement[] {
  return Array.from({length: count}, () => html`<img alt="" width="16" height="16" />` as HTMLImageElement);
}

/** Returns a grey picture of bytes, `[height, width]`, as a `data:` URL. */
export function greyUrl(bytes: Uint8Array, [, width]: Volume): string {
  return pngUrl(encodedPng(bytes, {width, channels: 1}));
}
