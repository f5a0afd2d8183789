import type {Parts} from "../../program.js";
import {lanes} from "./shader.js";

/** Threads at which a filter gradient keeps a graphics card busy. */
const threadsWanted = 16_384;

/** Parts are added one after the other in the end, and take memory until then. */
const mostParts = 256;

/**
 * How sums are cut for a graphics card: into enough parts for thousands of threads, each of a long enough run. Where that is
 * one part, a workgroup that goes on with its sum takes less time than the launch of another kernel.
 */
export const gpuParts: Parts = {
  rows: (rows, channels) => between(1, 256, Math.ceil((rows * channels) / 8192)),
  together: (rows, channels) => gpuParts.rows(rows, channels) === 1,
  filter({batch, outHeight, channels, groups, filters}) {
    const threadsAPart = (channels / groups) * (filters / lanes(filters / groups));
    return between(1, Math.min(mostParts, batch * outHeight), Math.ceil(threadsWanted / threadsAPart));
  },
  waiting: 8_000_000 // 32 MB
};

function between(least: number, most: number, value: number): number {
  return Math.max(least, Math.min(most, value));
}
