// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {check} from "../../components/exercises/check.js";
import {drawnExercise} from "../../components/exercises/drawnExercise.js";
import {openExerciseBook} from "../../components/exercises/exerciseBook.js";
import {exerciseCount} from "../../components/exercises/exerciseCount.js";
import {numberExercise} from "../../components/exercises/numberExercise.js";
import {predictExercise} from "../../components/exercises/predictExercise.js";

/** A store that holds what it is given. */
function storeOf(first?: string) {
  const items = new Map(first === undefined ? [] : [["residual-course-exercises", first]]);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value)
  };
}

const openBook = (store = storeOf()) => openExerciseBook(() => store);

describe("openExerciseBook()", () => {
  test("keeps what is done, and tells those who follow, once", () => {
    const store = storeOf();
    const book = openBook(store);
    const heard: string[] = [];
    const end = book.follow((key) => heard.push(key));
    book.add("a/1");
    book.add("a/1");
    end();
    book.add("a/2");
    expect(heard).toEqual(["a/1"]);
    expect(openBook(store).has("a/2")).toBe(true);
  });

  test.each(["{", "7", "null", "[1, {}]", '{"a/1": true}'])("begins empty on %s", (first) =>
    expect(openBook(storeOf(first)).has("a/1")).toBe(false)
  );

  test("lasts as long as the page where nothing can be kept", () => {
    const book = openExerciseBook(() => {
      throw new DOMException("refused", "SecurityError");
    });
    book.add("a/1");
    expect(book.has("a/1")).toBe(true);
  });
});

test("predictExercise() answers what is chosen, shows what follows, and is done", () => {
  const book = openBook();
  const element = predictExercise({
    ...{key: "a/1", question: "Which?", book, then: "the curve"},
    outcomes: [
      {text: "up", answer: "No: it falls."},
      {text: "down", answer: "Yes."}
    ]
  });
  expect(element.textContent).not.toContain("✓");
  const [up, down] = element.querySelectorAll("button");
  up.click();
  expect(element.querySelector(".exercise-said")!.textContent).toBe("No: it falls.");
  down.click();
  expect([up, down].map((one) => one.getAttribute("aria-pressed"))).toEqual(["false", "true"]);
  expect(element.querySelector<HTMLElement>("div[hidden]")).toBeNull();
  expect(element.textContent).toContain("✓ done");
  expect(book.has("a/1")).toBe(true);
});

describe("numberExercise()", () => {
  function ask(answer: number, given: string, tolerance?: number) {
    const book = openBook();
    const element = numberExercise({
      ...{key: "a/2", question: "How many?", book},
      answer,
      tolerance,
      solution: "so"
    });
    element.querySelector("input")!.value = given;
    element.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
    return {said: element.querySelector(".exercise-said")!.textContent, done: book.has("a/2")};
  }

  test.each([
    [70656, "70,656", undefined],
    [70656, " 70656 ", undefined],
    [7.45e-9, "7.5e-9", 0.02]
  ])("of %d takes %j", (answer, given, tolerance) =>
    expect(ask(answer, given, tolerance)).toEqual({said: `${given.trim()} is right.`, done: true})
  );

  test("says in which way an answer is wrong", () => {
    expect(ask(54, "53")).toEqual({said: "53 is too small.", done: false});
    expect(ask(54, "55.5")).toEqual({said: "55.5 is too large.", done: false});
  });

  test.each([
    ["", "none"],
    ["many", "many"],
    ["a lot", '"a lot"'],
    ["1,2,3", '"1,2,3"'],
    ["Infinity", "Infinity"],
    ["x".repeat(100), `"${"x".repeat(60)}…"`]
  ])("tells that %j is no number", (given, shown) =>
    expect(ask(54, given)).toEqual({
      said: `invalid answer: ${shown}; it must be a finite number`,
      done: false
    })
  );
});

describe("check()", () => {
  test("says what holds; the exercise is done where all does", () => {
    const book = openBook();
    expect(check("a/3", {one: true, two: 1 > 2}, {book}).textContent).toContain("1 of 2 hold.");
    expect(book.has("a/3")).toBe(false);
    const whole = check("a/3", {one: true, two: () => 2 > 1}, {book});
    expect(whole.textContent).toContain("All hold");
    expect(book.has("a/3")).toBe(true);
  });

  test("takes what throws, nothing, and what is not true for a claim that fails", () => {
    const book = openBook();
    const fails = () => {
      throw new RangeError("no such layer");
    };
    expect(check("a/3", {one: fails}, {book}).textContent).toContain("RangeError: no such layer");
    check("a/3", {}, {book});
    check("a/3", {one: 1 as unknown as boolean}, {book});
    expect(book.has("a/3")).toBe(false);
  });
});

test("exerciseCount() counts a page's own, and follows until its cell ends", async () => {
  const book = openBook(storeOf('["a/1", "b/1"]'));
  const ended = Promise.resolve();
  const element = exerciseCount({keys: ["a/1", "a/2"], invalidation: ended, book});
  expect(element.textContent).toContain("1 of 2 done");
  book.add("a/2");
  expect(element.textContent).toContain("2 of 2 done");
  await ended;
  await Promise.resolve();
});

test("drawnExercise() shows what was measured once a reader has drawn and looked", () => {
  const book = openBook();
  const element = drawnExercise({
    ...{key: "a/drawn", question: "Where?", book, then: "It is higher."},
    known: {layers: 20, error: 0.1, low: 0.05, high: 0.2},
    asked: {layers: 56, error: 0.7, low: 0.6, high: 0.8}
  });
  const label = () => element.querySelector("svg")!.getAttribute("aria-label");
  expect(label()).not.toContain("70");
  expect(element.querySelectorAll(".measured")).toHaveLength(1);
  const slider = element.querySelector<HTMLInputElement>("input")!;
  slider.value = "15";
  slider.dispatchEvent(new Event("input", {bubbles: true}));
  expect(label()).toContain("drawn for 56 layers: 15 %");
  expect(book.has("a/drawn")).toBe(false);
  element.querySelector("button")!.click();
  expect(element.querySelector(".exercise-said")!.textContent).toBe(
    "You drew 15 %. Measured: 70 % (60 to 80)."
  );
  expect(label()).toContain("measured: 70 % (60 to 80)");
  expect(element.querySelectorAll(".measured")).toHaveLength(2);
  expect(book.has("a/drawn")).toBe(true);
});
