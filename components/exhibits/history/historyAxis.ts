import {shortCount} from "../../diagrams/columns/networkColumns.js";
import type {HistoryNetwork} from "./historyNetwork.js";

/** A quantity by which networks are placed from left to right. */
export interface HistoryAxis {
  /** What a reader chooses it by. */
  readonly label: string;
  /** What stands at the axis. */
  readonly title: string;
  readonly log: boolean;
  readonly domain: readonly [least: number, most: number];
  readonly ticks: readonly number[];
  valueOf(network: HistoryNetwork): number;
  textOf(value: number): string;
}

/** The quantities, by the names of their choices. */
export const historyAxes = {
  layers: {
    ...{label: "layers", title: "layers with weights, logarithmic", log: true},
    ...{domain: [6, 1600], ticks: [10, 100, 1000]},
    valueOf: ({layers}) => layers,
    textOf: (value) => value.toLocaleString("en")
  },
  error: {
    ...{label: "error", title: "error of one network, in percent; a bar: of several together", log: false},
    ...{domain: [0, 20], ticks: [0, 5, 10, 15, 20]},
    valueOf: ({single}) => single,
    textOf: (value) => `${value} %`
  },
  parameters: {
    ...{label: "parameters", title: "parameters, logarithmic", log: true},
    ...{domain: [6e5, 3e8], ticks: [1e6, 1e7, 1e8]},
    valueOf: ({parameters}) => parameters,
    textOf: shortCount
  },
  multiplyAdds: {
    ...{label: "multiply–adds", title: "multiply–adds for one image, logarithmic", log: true},
    ...{domain: [1.5e8, 4e10], ticks: [1e9, 1e10]},
    valueOf: ({multiplyAdds}) => multiplyAdds,
    textOf: shortCount
  }
} as const satisfies Record<string, HistoryAxis>;

/** One of historyAxes. */
export type HistoryAxisName = keyof typeof historyAxes;

/** Returns where *value* stands on an axis: 0 at its left end, 1 at its right. */
export function axisShare({log, domain: [least, most]}: HistoryAxis, value: number): number {
  const scale = log ? Math.log : (x: number) => x;
  return (scale(value) - scale(least)) / (scale(most) - scale(least));
}
