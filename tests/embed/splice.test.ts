// @vitest-environment jsdom
import {Blob as NodeBlob} from "node:buffer";
import {html} from "htl";
import {describe, expect, onTestFinished, test, vi} from "vitest";
import {speakSplice, type SpliceMessage} from "../../components/embed/splice.js";
import {check} from "../../components/exercises/check.js";
import {drawnExercise} from "../../components/exercises/drawnExercise.js";
import {openExerciseBook} from "../../components/exercises/exerciseBook.js";
import {numberExercise} from "../../components/exercises/numberExercise.js";
import {predictExercise} from "../../components/exercises/predictExercise.js";
import {decodeLink} from "../../components/notebook/edits/link.js";
import {eventually} from "../eventually.js";

const openBook = () => openExerciseBook(() => ({getItem: () => null, setItem: () => {}}));
const key = "a/1";

/** Exercises of each kind, of a reader who has done none. */
const kinds = {
  number: (book = openBook()) =>
    numberExercise({...{key, book, question: "How many?", solution: "27"}, answer: 27}),
  predict: (book = openBook()) =>
    predictExercise({
      ...{key, book, question: "Which?"},
      outcomes: ["up", "down"].map((text) => ({text, answer: `It is ${text}.`}))
    }),
  drawn: (book = openBook()) => {
    const error = {layers: 20, error: 0.5, low: 0.4, high: 0.6};
    return drawnExercise({...{key, book, question: "Draw", then: "the curve"}, known: error, asked: error});
  }
};

/** A host around *exercise*: what it is told, and its answer to what it is asked. */
function hostOf(exercise: HTMLElement) {
  const told: SpliceMessage[] = [];
  const links: string[] = [];
  const waiting: (() => void)[] = [];
  const figure = html`<div>${exercise}</div>`;
  const hear = speakSplice(figure, {
    post: (message) => void told.push(message),
    openLink: (hash) => void links.push(hash),
    later: (act) => void waiting.push(act)
  });
  const asked = () => told.find(({subject}) => subject === "SPLICE.getState")!;
  return {
    ...{figure, told, links, hear},
    isAsked: () => eventually(() => expect(asked()).toBeDefined()),
    answer: (state: unknown) =>
      hear({subject: "SPLICE.getState.response", message_id: asked().message_id, state}),
    wait: () => waiting.forEach((act) => act()),
    reports: () =>
      told.flatMap((message) =>
        message.subject === "SPLICE.reportScoreAndState" ? [[message.score, message.state]] : []
      ),
    said: () => figure.querySelector(".exercise-said")!.textContent
  };
}

function give(exercise: HTMLElement, text: string): void {
  exercise.querySelector("input")!.value = text;
  exercise.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
}

test("an exercise asks once for what was kept, and tells each answer with its score", async () => {
  const exercise = kinds.number();
  const {told, isAsked, reports} = hostOf(exercise);
  await isAsked();
  expect(told).toEqual([{subject: "SPLICE.getState", message_id: "1", activity_id: key}]);
  give(exercise, "9");
  await eventually(() => expect(reports()).toEqual([[0, {done: false, answer: "9"}]]));
  give(exercise, "27");
  await eventually(() => expect(reports()[1]).toEqual([1, {done: true, answer: "27"}]));
  give(exercise, "27");
  give(exercise, "8");
  await eventually(() => expect(reports()[2]).toEqual([1, {done: true, answer: "8"}]));
  expect(reports()).toHaveLength(3);
  expect(new Set(told.map(({message_id: id}) => id)).size).toBe(told.length);
});

describe("what a host has kept is put back, and not told again:", () => {
  test.each<[keyof typeof kinds, unknown, RegExp]>([
    ["number", "27", /27 is right/],
    ["number", "9", /9 is too small/],
    ["predict", 1, /It is down/],
    ["drawn", 40, /You drew 40 %/]
  ])("%s, %j", async (kind, answer, said) => {
    const {isAsked, answer: respond, said: text, reports, figure, wait} = hostOf(kinds[kind]());
    await isAsked();
    respond({done: true, answer});
    await eventually(() => expect(text()).toMatch(said));
    expect(figure.querySelector(".exercise-mark")!.textContent).toBe("✓ done");
    wait();
    await Promise.resolve();
    expect(reports()).toEqual([]);
  });
});

test("what no answer can be, and messages that are none, change nothing", async () => {
  for (const kind of ["number", "predict", "drawn"] as const)
    for (const kept of [null, 7, "<b>", [], {answer: {}}, {answer: -1.5e9, done: "yes"}, {answer: null}]) {
      if (kind === "drawn" && (kept as {answer?: unknown} | null)?.answer === -1.5e9) continue; // a bound of its slider
      const exercise = kinds[kind]();
      const before = exercise.outerHTML;
      const {isAsked, answer, hear, reports} = hostOf(exercise);
      await isAsked();
      hear("SPLICE.getState.response");
      hear({subject: "SPLICE.getState.response", message_id: "9", state: {done: true}});
      answer(kept);
      answer({done: true, answer: "27"}); // a second answer to one question
      await eventually(() => expect(exercise.outerHTML).toBe(before));
      expect(reports()).toEqual([]);
    }
});

test("an answer of the reader is not overwritten by one that the host brings late", async () => {
  const exercise = kinds.number();
  const {isAsked, answer, said, reports} = hostOf(exercise);
  await isAsked();
  give(exercise, "9");
  answer({done: true, answer: "27"});
  await eventually(() => expect(reports()).toEqual([[0, {done: false, answer: "9"}]]));
  expect(said()).toMatch(/9 is too small/);
});

test("what this browser remembers is told to a host that keeps nothing, also if it does not answer", async () => {
  const done = () => {
    const book = openBook();
    book.add(key);
    return kinds.number(book);
  };
  const silent = hostOf(done());
  await silent.isAsked();
  expect(silent.reports()).toEqual([]);
  silent.wait();
  silent.wait();
  expect(silent.reports()).toEqual([[1, {done: true}]]);
  const empty = hostOf(done());
  await empty.isAsked();
  empty.answer(null);
  await eventually(() => expect(empty.reports()).toEqual([[1, {done: true}]]));
});

describe("an exercise that is a cell", () => {
  const cell = {key: "size", base: "0a1b2c3d", source: "const depth = 56;", edited: true};
  const cellOf = (edited: boolean) => {
    const claims = check(key, {"it is deep": edited}, {book: openBook()});
    return Object.assign(html`<editable-cell>${claims}</editable-cell>`, {cell: {...cell, edited}});
  };

  test("tells its edited code as a link's part", async () => {
    vi.stubGlobal("Blob", NodeBlob); // jsdom's has no stream
    onTestFinished(() => void vi.unstubAllGlobals());
    const element = cellOf(false);
    const {isAsked, reports} = hostOf(element);
    await isAsked();
    Object.assign(element, {cell});
    element.replaceChildren(check(key, {"it is deep": true}, {book: openBook()}));
    await eventually(() => expect(reports()).toHaveLength(1));
    const [[score, {done, answer}]] = reports() as [number, {done: boolean; answer: string}][];
    expect([score, done]).toEqual([1, true]);
    const {key: name, base, source} = cell;
    expect(await decodeLink(answer)).toEqual({cells: [{key: name, base, source}]});
  });

  test("offers code that was kept as a link does; nothing else leads anywhere", async () => {
    for (const [answer, opened] of [
      ["#cells=abc-_1", ["#cells=abc-_1"]],
      ["javascript:alert(1)", []],
      ["#edits=off", []],
      ["#cells=a&edits=off", []],
      [{toString: "#cells=a"}, []]
    ]) {
      const {isAsked, answer: respond, links, reports} = hostOf(cellOf(false));
      await isAsked();
      respond({done: true, answer});
      await new Promise((resolve) => setTimeout(resolve));
      expect(links).toEqual(opened);
      expect(reports()).toEqual([]);
    }
  });
});
