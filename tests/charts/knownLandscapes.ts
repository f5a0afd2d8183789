import type {Landscape} from "../../components/charts/landscape.js";
import type {LandscapeRecording, RecordedLandscapes} from "../../components/charts/landscapeRecording.js";
import {packed} from "../../components/charts/packedLandscape.js";

/** Returns a square landscape of a height that is known at each column and row; images err where it is above 1. */
export function known(size: number, heightOf: (column: number, row: number) => number, range = 1): Landscape {
  const places = Array.from({length: size * size}, (_, i) => [i % size, Math.floor(i / size)] as const);
  const loss = places.map(([column, row]) => heightOf(column, row));
  return {columns: size, rows: size, range, loss, error: loss.map((value) => (value > 1 ? 0.5 : 0.25))};
}

/** A bowl of 5 × 5 points: 0.1 in its middle. */
export const bowl = known(5, (column, row) => 0.1 + (column - 2) ** 2 + (row - 2) ** 2);

/** An egg box of 9 × 9 points, with 16 pits. */
export const eggBox = known(
  9,
  (column, row) => 2 + 0.1 * ((column % 2 === 0 ? 1 : 0) + (row % 2 === 0 ? 1 : 0))
);

/** Returns a recording: plain networks start in an egg box and stay there, residual ones in a bowl, and learn. */
export function recordingOf(...nets: string[]): LandscapeRecording {
  return {networks: nets.map(recorded), caption: "recorded: seed 1"};
}

function recorded(net: string): RecordedLandscapes {
  const ground = net.includes("plain") ? eggBox : bowl;
  const line = {...known(9, (column) => 2 - column / 8), rows: 1, range: 1.25};
  const short = {...line, loss: line.loss.slice(0, 9), error: line.error.slice(0, 9)};
  return {
    ...{net, steps: 400},
    first: [1, 0.02].map((range) => packed({...ground, range}, 64)),
    seeds: [{seed: 2, pits: 3}],
    trained: {
      around: packed(ground, 256),
      running: [1, 3000],
      line: packed(short, 128),
      plane: {...packed(ground, 128), shares: [0.8, 0.15], path: [[-0.8, 0.2], [0, -0.5], [0.8, 0.1]], every: 10} // prettier-ignore
    }
  };
}
