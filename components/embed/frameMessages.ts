import type {RunState} from "../client/runState.js";
import type {Fault} from "../fields/fault.js";
import {isObject} from "../fields/isObject.js";

/** One training step as the page around is told it: errors are fractions, the loss is in nats. */
export interface StepMessage {
  step: number;
  loss: number;
  trainingError: number;
  testError?: number;
}

/** How far a network is. */
export interface NetState {
  net: string;
  status: string;
  step: number;
}

/** What a figure in a frame tells the page around it. */
export type FrameMessage =
  /** The figure is there, and nothing is wrong with its address. */
  | {type: "ready"; nets: string[]; fields: Record<string, string>}
  /** New steps of one network, each told once. */
  | {type: "step"; net: string; points: StepMessage[]; imagesPerSecond: number; backend: string}
  /** All networks have ended. */
  | {type: "done"; backend: string; device: string; nets: NetState[]}
  /** Something is wrong with the address, a message or the training; *messages* are shown too, *faults* are their data. */
  | {type: "error"; message: string; messages: string[]; faults?: readonly Fault[]}
  | {type: "resize"; width: number; height: number}
  /** The answer to `state`: the settings as they stand, and all rows of the last training. */
  | {
      type: "state";
      id?: unknown;
      state: string;
      fields: Record<string, string>;
      nets: (NetState & {points: StepMessage[]})[];
    }
  /** A key that the figure has no use for. */
  | {type: "key"; key: string};

/** What the page around may ask. */
export type FrameRequest =
  | {type: "set"; fields: Readonly<Record<string, string>>}
  | {type: "start" | "pause" | "step" | "stop"}
  /** The slide that the frame is on has come, or gone: of reveal.js, which posts `slide:start` and `slide:stop`. */
  | {type: "slide"; shown: boolean}
  | {type: "showStep"; step: number}
  | {type: "state" | "getState"; id?: unknown}
  /** Puts back what an answer called its *state*. */
  | {type: "setState"; state: string};

/** Returns what a message's *data* ask, or undefined if they are no request of ours: other messages are not for a figure. */
export function readRequest(data: unknown): FrameRequest | undefined {
  if (data === "slide:start" || data === "slide:stop") return {type: "slide", shown: data === "slide:start"};
  if (!isObject(data) || data.target !== "residual-course") return undefined;
  switch (data.type) {
    case "set":
      return isObject(data.fields) ? {type: "set", fields: texts(data.fields)} : undefined;
    case "start":
    case "pause":
    case "step":
    case "stop":
      return {type: data.type};
    case "showStep":
      return Number.isFinite(data.step) ? {type: "showStep", step: data.step as number} : undefined;
    case "state":
    case "getState":
      return {type: data.type, id: data.id};
    case "setState":
      return typeof data.state === "string" ? {type: "setState", state: data.state} : undefined;
    default:
      return undefined;
  }
}

/** Values as a link has them: what is neither text, number nor truth value is nothing that a setting can be. */
function texts(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      /^(string|number|boolean)$/.test(typeof value) ? [[key, String(value)]] : []
    )
  );
}

/** Returns new steps of one run as they are told. */
export function stepMessages(points: RunState["points"]): StepMessage[] {
  return points.map(({lossNats, ...point}) => ({...point, loss: lossNats}));
}

/** Returns how far a run is. */
export function netState({spec, status, points}: RunState): NetState {
  return {net: spec.network.name, status, step: points.at(-1)?.step ?? 0};
}
