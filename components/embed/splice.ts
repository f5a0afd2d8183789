import type {ExerciseElement, ExerciseState} from "../exercises/exerciseFrame.js";
import {isObject} from "../fields/isObject.js";
import type {EditableCell} from "../notebook/cell/cell.js";
import {encodeLink} from "../notebook/edits/link.js";

// SPLICE (cssplice.org): an exercise in a frame tells its host a score and a state, which the host may keep, and asks for the state
// that was kept. It is the reader's answer, so that it is there again on another computer.

/** What a host that speaks SPLICE is told of an exercise, and asked for. */
export type SpliceMessage =
  | {
      subject: "SPLICE.reportScoreAndState";
      message_id: string;
      activity_id: string;
      /** 1 when it is done. */
      score: number;
      state: ExerciseState;
    }
  | {subject: "SPLICE.getState"; message_id: string; activity_id: string};

/** Options of speakSplice. */
export interface SpliceOptions {
  post(message: SpliceMessage): void;
  /** Offers the reader what a link carries from its `#` on. Defaults to going there, which a page with cells hears. */
  openLink?(hash: string): void;
  /** Calls *act* when a host has had time to answer. Defaults to three seconds later. */
  later?(act: () => void): void;
}

/**
 * Tells a host of each exercise in *figure* whether it is done and what was answered, whenever that changes, and asks once for what
 * the host has kept. Returns what hears the host's messages; all that are no answer of its own are passed over.
 */
export function speakSplice(
  figure: Element,
  {post, openLink = goTo, later = (act) => void setTimeout(act, 3000)}: SpliceOptions
): (data: unknown) => void {
  const told = new Map<string, string>(); // the state that a host knows, or was found at first, by the exercise's key
  const asked = new Map<string, string>(); // keys by the messages that asked
  const found = new Map<string, ExerciseState>(); // what a reader did before, until the host has answered
  const answered = new Set<string>(); // keys of what the reader has answered here
  let count = 0;
  let turn = Promise.resolve(); // one look after the other: packing takes its time

  function tell(key: string, state: ExerciseState): void {
    told.set(key, JSON.stringify(state));
    found.delete(key);
    const score = state.done ? 1 : 0;
    post({
      ...{subject: "SPLICE.reportScoreAndState", message_id: String(++count), activity_id: key},
      ...{score, state}
    });
  }

  function meet(key: string, state: ExerciseState): void {
    told.set(key, JSON.stringify(state));
    if (state.done || state.answer !== undefined) found.set(key, state);
    const id = String(++count);
    asked.set(id, key);
    post({subject: "SPLICE.getState", message_id: id, activity_id: key});
    later(() => release(key));
  }

  /** Tells what was found at first, which a host that keeps nothing does not know. */
  function release(key: string): void {
    const state = found.get(key);
    if (state) tell(key, state);
  }

  async function look(): Promise<void> {
    for (const exercise of exercisesIn(figure)) {
      const key = exercise.dataset.exercise ?? "";
      const state = await stateOf(exercise, figure);
      if (!told.has(key)) meet(key, state);
      else if (told.get(key) !== JSON.stringify(state)) {
        answered.add(key);
        tell(key, state);
      }
    }
  }

  /** Puts back what a host has kept, unless the reader has been quicker. */
  async function restore(key: string, kept: unknown): Promise<void> {
    if (answered.has(key)) return;
    const exercise = exercisesIn(figure).find(({dataset}) => dataset.exercise === key);
    const now = exercise && (await stateOf(exercise, figure));
    if (!isObject(kept) || !now || JSON.stringify(now) !== told.get(key)) return release(key);
    found.delete(key);
    if (exercise.exercise) exercise.exercise.restore(kept);
    else if (isLink(kept.answer) && kept.answer !== now.answer) openLink(kept.answer);
    told.set(key, JSON.stringify(await stateOf(exercise, figure)));
  }

  const lookAgain = () => void (turn = turn.then(look));
  new MutationObserver(lookAgain).observe(figure, {
    ...{subtree: true, childList: true},
    attributeFilter: ["data-done", "data-edited", "data-waiting"]
  });
  figure.addEventListener("answer", lookAgain);
  lookAgain();

  return (data) => {
    if (!isObject(data) || data.subject !== "SPLICE.getState.response") return;
    const id = String(data.message_id);
    const key = asked.get(id);
    if (key === undefined) return;
    asked.delete(id);
    turn = turn.then(() => restore(key, data.state));
  };
}

/** An exercise, or the claims that an exercise in a cell shows. */
type ShownExercise = HTMLElement & Partial<Pick<ExerciseElement, "exercise">>;

function exercisesIn(figure: Element): ShownExercise[] {
  return [...figure.querySelectorAll<HTMLElement>("[data-exercise]")];
}

/** An exercise that is a cell is answered by its code, which a link carries. */
async function stateOf(exercise: ShownExercise, figure: Element): Promise<ExerciseState> {
  if (exercise.exercise) return exercise.exercise.state;
  const mark = exercise.dataset.done;
  const done = mark !== undefined && mark !== "false";
  const answer = await editsIn(figure);
  return {done, ...(answer !== undefined && {answer})};
}

async function editsIn(figure: Element): Promise<string | undefined> {
  const cells = [...figure.querySelectorAll("editable-cell")].flatMap((element) => {
    const {cell} = element as Element & {cell?: EditableCell};
    return cell?.edited ? [{key: cell.key, base: cell.base, source: cell.source}] : [];
  });
  if (cells.length === 0) return undefined;
  return encodeLink({cells}).catch(() => undefined); // more than a link carries, or a browser that packs nothing
}

/** Of nothing else does a host decide where a reader goes. */
function isLink(answer: unknown): answer is string {
  return typeof answer === "string" && /^#cells=[\w-]+$/.test(answer);
}

function goTo(hash: string): void {
  location.hash = hash;
}
