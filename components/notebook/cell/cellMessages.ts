import type {CellPlace} from "../compiler/locate.js";
import type {CellReports} from "../graph/causes.js";
import {errorText} from "../graph/errorText.js";
import {isRuntimeError} from "../graph/runtime.js";
import {seeCause} from "../graph/seeCause.js";
import type {CellView} from "./cellView.js";

/** What a run that succeeded leaves behind. */
export interface RunOutcome {
  /** Finds where in the reader's code a later error is. */
  locate?: (error: unknown) => CellPlace | undefined;
  /** Names that the cell no longer defines, though something refers to them. */
  lost: readonly string[];
}

/** What a cell says below its code. Made by createCellMessages. */
export interface CellMessages {
  /** Is notified by the graph of the cell's state. */
  readonly observer: CellReports;
  /** Resolves when something that the cell runs has a result, or has failed, for the first time. */
  readonly settled: Promise<void>;
  /** What fails elsewhere because of this cell. */
  readonly blamed: readonly unknown[];
  /** Shows an error, and marks the output as the last one that succeeded. */
  fail(error: unknown, place?: CellPlace): void;
  /** Takes the error away. */
  clear(): void;
  /** Takes the error away after a run that succeeded. */
  succeed(outcome: RunOutcome): void;
  /** Drops the names from the message that some cell defines by now. */
  followNames(has: (name: string) => boolean): void;
}

/** Options of createCellMessages. */
export interface CellMessagesOptions {
  view: Pick<CellView, "say" | "showStale" | "hasError">;
  /** Returns the names of the cell that something refers to. */
  used(): readonly string[];
  /** Called when what fails elsewhere because of this cell has changed. */
  onBlame(): void;
  /** Marks where in an open editor an error is; without a place, takes the mark away. */
  mark(place?: CellPlace): void;
}

/** Returns the messages of a cell that has said nothing yet. */
export function createCellMessages({view, used, onBlame, mark}: CellMessagesOptions): CellMessages {
  let {locate, lost}: RunOutcome = {lost: []};
  let blamed: readonly unknown[] = [];
  let failing = false; // by its own code, which is told first
  let hasResult = false;
  let settle = () => {};
  const settled = new Promise<void>((resolve) => (settle = resolve));

  function fail(error: unknown, place?: CellPlace): void {
    const input = isRuntimeError(error) ? error.input : undefined;
    const names = hasResult ? used() : [];
    const last = names.length > 0 ? `\nWhat depends on ${names.join(", ")} keeps its last result.` : "";
    view.say(faultText(error, {input, place}) + last, {error: true, alert: !input});
    view.showStale(true);
    mark(place);
    failing = true;
    settle();
  }

  /** Its own code is fine: what is told is why something else is not, or what something else misses. */
  function clear(): void {
    failing = false;
    if (blamed.length > 0) view.say(blameText(blamed), {error: true});
    else view.say(lost.length > 0 ? lostText(lost) : "");
    mark();
  }

  function failElsewhere(cause: Element): void {
    view.say(seeCause(cause));
    view.showStale(true);
    settle();
  }

  return {
    observer: {
      pending: clear,
      fulfilled() {
        hasResult = true;
        view.showStale(false);
        settle();
      },
      rejected: (error, cause) => (cause ? failElsewhere(cause) : fail(error, locate?.(error))),
      blamed(errors) {
        blamed = errors;
        if (!failing) clear();
        onBlame();
      }
    },
    get blamed() {
      return blamed;
    },
    settled,
    fail,
    clear,
    succeed(outcome) {
      ({locate, lost} = outcome);
      clear();
    },
    followNames(has) {
      if (lost.length === 0) return;
      lost = lost.filter((name) => !has(name));
      if (!view.hasError) clear();
    }
  };
}

/** Another cell that failed says why itself; a name that is nowhere defined is named in the error's own words. */
function faultText(error: unknown, {input, place}: {input?: string; place?: CellPlace}): string {
  const text = errorText(error);
  if (input && !text.includes(input)) return `${input}: ${text}`;
  return place ? `${text} (line ${place.line}, column ${place.column})` : text;
}

/** Several things may fail by the same fault. */
function blameText(errors: readonly unknown[]): string {
  const texts = new Set(errors.map(errorText));
  return `${[...texts].join("\n")}\nWhat depends on it keeps its last result.`;
}

function lostText(names: readonly string[]): string {
  const [be, it] = names.length > 1 ? ["are", "them"] : ["is", "it"];
  return `${names.join(", ")} ${be} no longer defined here. What uses ${it} keeps its last result.`;
}
