import {findAwaits} from "@observablehq/framework/dist/javascript/awaits.js";
import type {Sourcemap} from "@observablehq/framework/dist/sourcemap.js";
import type {AnyNode, Node, Statement} from "acorn";
import {ancestor} from "acorn-walk";

/** Options of createLoopGuard. */
export interface LoopGuardOptions {
  /** How long a loop may keep the page waiting, in milliseconds. Defaults to 8,000. */
  limitMs?: number;
  /** Returns the time in milliseconds. Defaults to the page's clock. */
  now?(): number;
  /** Calls back once the page has had a turn. Defaults to a message to itself. */
  afterTurn?(callback: () => void): void;
}

/** Is called by loops now and then. Throws if the page has waited too long for a turn. */
export interface LoopGuard {
  (): void;
  /** Gives what runs next the whole time, even if the page has had no turn since another loop was stopped. */
  restart(): void;
}

/**
 * Returns a guard for loops of edited code, which would otherwise freeze the page. Once it has thrown it goes on throwing
 * until the page has a turn, so that a loop that catches the error is stopped too; `restart` ends that for a new run.
 */
export function createLoopGuard(options: LoopGuardOptions = {}): LoopGuard {
  const {limitMs = 8_000, now = () => performance.now(), afterTurn = afterMessage} = options;
  let start: number | undefined; // when this turn of the page began, or undefined if it has ended
  const restart = () => {
    start = now();
    afterTurn(() => (start = undefined));
  };
  const guard = () => {
    if (start === undefined) return restart();
    if (now() - start <= limitMs) return;
    const seconds = limitMs / 1_000;
    throw new Error(
      `this loop ran for ${seconds} seconds without a pause, so it was stopped; await something inside it`
    );
  };
  return Object.assign(guard, {restart});
}

/** The page's guard. */
export const guard = /* @__PURE__ */ createLoopGuard();

/** The guard of one run of a cell. Made by createRunGuard. */
export interface RunGuard {
  (): void;
  /** Makes each further call throw, so that the run's loops end. */
  end(): void;
}

/** Returns a guard for one run of a cell, which asks *guard* until it is ended. */
export function createRunGuard(guard: () => void): RunGuard {
  let ended = false;
  const runGuard = () => {
    if (ended) throw new Error("this cell has been run again, or removed; its old run ends here");
    guard();
  };
  return Object.assign(runGuard, {end: () => void (ended = true)});
}

/** A timer would do on a page in view, but in one that is hidden it may come once a minute. */
function afterMessage(callback: () => void): void {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}

const turnsBetweenCalls = 256; // a power of 2; a call in each turn would cost three times what counting does

type Loop = Extract<AnyNode, {body: Statement; type: `${string}Statement`}>;

/** Options of boundLoops. */
export interface BoundLoopsOptions {
  /** What the guard is called in the code. */
  guardName: string;
  /** Names that are in the code. */
  names: ReadonlySet<string>;
}

/**
 * Gives each loop of the code a counter, in a block around it, and in its body a call of the guard now and then. A loop that
 * awaits may take long for a turn, so it calls the guard in each, and ends soon after its run does. No line is added.
 */
export function boundLoops(map: Sourcemap, code: Node, {guardName, names}: BoundLoopsOptions): void {
  const counter = unusedName("__turns", names);
  const call = `${guardName}();`;
  const countedCall = `if(!(++${counter}&${turnsBetweenCalls - 1}))${call}`;
  const ends: number[] = [];
  const enclose = ({start, end}: Node, opening: string) => {
    map.insertLeft(start, opening);
    ends.push(end);
  };
  const bound = (loop: Loop, _: unknown, parents: Node[]) => {
    const {body} = loop;
    const awaits = [loop, body].some((node) => findAwaits(node).length > 0); // of a for-of it does not look inside
    const turn = awaits ? call : countedCall;
    if (body.type === "BlockStatement") map.insertLeft(body.start + 1, turn);
    else enclose(body, `{${turn}`);
    if (!awaits) enclose(withLabels(parents), `{let ${counter}=0;`);
  };
  ancestor(code, {
    WhileStatement: bound,
    DoWhileStatement: bound,
    ForStatement: bound,
    ForInStatement: bound,
    ForOfStatement: bound
  });
  // An inner loop is visited before the one around it, so insertLeft nests what begins at one place, and what ends
  // where another begins has to come last to be first.
  for (const end of ends) map.insertLeft(end, "}");
}

/** Returns the loop that ends *parents*, with its labels: a `continue` needs them to be right before the loop. */
function withLabels(parents: Node[]): Node {
  let i = parents.length - 1;
  while (parents[i - 1]?.type === "LabeledStatement") --i;
  return parents[i];
}

/** Returns *name*, lengthened until it is none of *names*. */
export function unusedName(name: string, names: ReadonlySet<string>): string {
  return names.has(name) ? unusedName(`${name}_`, names) : name;
}
