import type {Geometry} from "./operations/convolution/geometry.js";
import type {Kernel} from "./operations/kernels.js";
import type {Tensor} from "./tensor.js";

/** One kernel on its tensors, by the names that its kernel gives them. What is changed in place stands under `write`. */
export interface Call {
  readonly kernel: Kernel;
  readonly read: Readonly<Record<string, Tensor>>;
  readonly write: Readonly<Record<string, Tensor>>;
  /** Which steps run it. Defaults to all. */
  readonly when?: Condition;
}

/** Steps that keep the residual function of *block*, or those that drop it. */
export interface Condition {
  readonly block: string;
  readonly dropped: boolean;
}

const none: ReadonlySet<string> = new Set();

/** Returns whether a call is run in a step that drops the residual functions of the blocks *dropped*, by default none. */
export function isRun({when}: Pick<Call, "when">, dropped = none): boolean {
  return !when || dropped.has(when.block) === when.dropped;
}

/** Calls in their order. */
export interface Program {
  readonly name: string;
  readonly calls: readonly Call[];
}

/** How a device likes its sums cut into parts that are added at the end; 1 is a sum in one piece. */
export interface Parts {
  /** Parts of a sum over *rows* of *channels*. */
  rows(rows: number, channels: number): number;
  /** Whether one kernel adds *rows* of *channels* up and goes on with the sums, where there is no other use for them. */
  together(rows: number, channels: number): boolean;
  /** Parts of a filter gradient. */
  filter(geometry: Geometry): number;
  /** Partial sums that may wait for their addition, in numbers. */
  waiting: number;
}

/** Sums in one piece, as a single thread makes them. */
export const wholeSums: Parts = {rows: () => 1, together: () => false, filter: () => 1, waiting: 0};

/** Returns *call*, except that running statistics do not follow the batch. */
export function withoutTrace(call: Call): Call {
  const {kernel, write} = call;
  if (!("running" in kernel) || !kernel.running) return call;
  const rest = Object.entries(write).filter(([name]) => name !== "running");
  return {...call, kernel: {...kernel, running: false}, write: Object.fromEntries(rest)};
}

/** Returns every tensor of a *call*. */
export function tensorsOf({read, write}: Call): Tensor[] {
  return [...Object.values(read), ...Object.values(write)];
}

/** Calls in the making. */
export interface CallList {
  readonly calls: Call[];
  /** Adds a call; tensors that are undefined are left out. */
  add(kernel: Kernel, read: Record<string, Tensor | undefined>, write: Record<string, Tensor>): void;
  /** Lets *body* add calls of steps that keep the residual function of *block*; of all steps if that is undefined. */
  inside(block: string | undefined, body: () => void): void;
  /** Inside of a residual function, lets *body* add calls of steps that drop it. Elsewhere nothing is added. */
  instead(body: () => void): void;
}

/** Returns an empty list of calls. */
export function createCallList(): CallList {
  const calls: Call[] = [];
  let when: Condition | undefined;

  function during(condition: Condition | undefined, body: () => void): void {
    const before = when;
    when = condition;
    body();
    when = before;
  }

  return {
    calls,
    add(kernel, read, write) {
      const present = Object.entries(read).filter(([, tensor]) => tensor) as [string, Tensor][];
      calls.push({kernel, read: Object.fromEntries(present), write, ...(when && {when})});
    },
    inside: (block, body) => during(block === undefined ? undefined : {block, dropped: false}, body),
    instead(body) {
      if (when) during({...when, dropped: true}, body);
    }
  };
}
