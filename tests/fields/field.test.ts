import * as v from "valibot";
import {describe, expect, test} from "vitest";
import {accepts, type NumberRule} from "../../components/fields/accepts.js";
import {
  choice,
  faultOf,
  type Field,
  flag,
  integer,
  number,
  numberChoice
} from "../../components/fields/field.js";

const said = {label: "Label", help: "Help."};

/** The values of *tried* that a field's schema takes. */
const taken = <T>({schema}: Field<T>, tried: readonly unknown[]) =>
  tried.filter((value) => v.is(schema, value));

/** What a field reads of each text. */
const readAll = <T>({read}: Field<T>, texts: readonly string[]) => texts.map((text) => read(text));

/** What no field but one of text or truth takes. */
const noNumbers = [undefined, null, NaN, Infinity, "", "2", true, [2], {}];

describe("integer({least, most})", () => {
  const field = integer({...said, least: 2, most: 5, default: 3});

  test("takes the integers from least to most, and nothing else", () => {
    expect(taken(field, [1, 2, 2.5, 3, 5, 6, -2, ...noNumbers])).toEqual([2, 3, 5]);
  });

  test("says its range as a rule and to a form, and what it is given of its text", () => {
    expect(field).toMatchObject({
      ...said,
      default: 3,
      rule: {is: "integer", least: 2, most: 5},
      control: {type: "number", min: 2, max: 5, step: 1}
    });
    expect(integer({...said, least: 2, most: 5}).default).toBeUndefined();
  });

  test("reads numbers, whether they are allowed or not, and writes them", () => {
    expect(readAll(field, ["3", " 3 ", "9", "1.5", "1e1", "Infinity"])).toEqual([3, 3, 9, 1.5, 10, Infinity]);
    expect(readAll(field, ["", " ", "many", "3x"])).toEqual([undefined, undefined, undefined, undefined]);
    expect(field.write(3)).toBe("3");
  });
});

describe("number({least, most, open})", () => {
  const tried = [-0.1, 0, 0.5, 1, 1.1, ...noNumbers];

  test("takes the numbers from least to most, without the bound that is open", () => {
    const range = {...said, least: 0, most: 1};
    expect(taken(number(range), tried)).toEqual([0, 0.5, 1]);
    expect(taken(number({...range, open: "least"}), tried)).toEqual([0.5, 1]);
    expect(taken(number({...range, open: "most"}), tried)).toEqual([0, 0.5]);
  });

  test("says its range as a rule and to a form", () => {
    const field = number({...said, least: 0, most: 1, default: 0.5});
    expect(field.rule).toEqual({is: "number", least: 0, most: 1});
    expect(field.control).toEqual({type: "number", min: 0, max: 1, step: "any"});
    expect(field.default).toBe(0.5);
    const open = number({...said, least: 0, most: 1, open: "most"});
    expect(open.rule).toEqual({is: "number", least: 0, most: 1, open: "most"});
  });

  test("reads what it writes", () => {
    const field = number({...said, least: 0, most: 1});
    for (const value of [0, 0.1, 1e-8, 1 / 3]) expect(field.read(field.write(value))).toBe(value);
    expect(readAll(field, ["1e-1", "half", ""])).toEqual([0.1, undefined, undefined]);
  });
});

describe("accepts(rule, value)", () => {
  const range = {...said, least: 0, most: 1};
  const fields = {
    integer: integer({...range, most: 3}),
    closed: number(range),
    openBelow: number({...range, open: "least"}),
    openAbove: number({...range, open: "most"})
  };
  for (const [name, {rule, schema}] of Object.entries(fields)) {
    test(`is what the schema of a field takes: ${name}`, () => {
      const tried = [-1, 0, 1e-9, 0.5, 1 - 1e-9, 1, 2, 3, 4, NaN, Infinity, -Infinity];
      const accepted = tried.filter((value) => accepts(rule as NumberRule, value));
      expect(accepted).toEqual(tried.filter((value) => v.is(schema, value)));
      expect(accepted.length).toBeGreaterThan(1);
    });
  }

  test("holds a depth to its form, n at least 1, and to its range", () => {
    const rule = {is: "depth", family: "CIFAR networks", perRound: 6, others: 2} as const;
    const tried = [-4, 2, 8, 9, 14, 20, 26, 26.5, NaN];
    expect(tried.filter((depth) => accepts(rule, depth))).toEqual([8, 14, 20, 26]);
    expect(tried.filter((depth) => accepts({...rule, least: 14, most: 20}, depth))).toEqual([14, 20]);
  });
});

describe("choice({choices}) and numberChoice({choices})", () => {
  const letters = choice({...said, choices: {a: "the first", b: "the second"}, default: "b"});
  const numbers = numberChoice({...said, choices: {32: "large", 16: "small"}, default: 16});

  test("take the keys, of their type, and no key of every object", () => {
    expect(taken(letters, ["a", "b", "c", "A", "", "toString", 1, null, undefined])).toEqual(["a", "b"]);
    expect(taken(numbers, [16, 32, 24, "16", NaN, null, undefined])).toEqual([16, 32]);
  });

  test("say the values as a rule, and their words to a form", () => {
    expect(letters.rule).toEqual({is: "choice", choices: ["a", "b"]});
    expect(letters.control).toEqual({type: "select", options: {a: "the first", b: "the second"}});
    expect(letters.default).toBe("b");
    expect(numbers.rule).toEqual({is: "choice", choices: [16, 32]});
    expect(numbers.control).toEqual({type: "select", options: {16: "small", 32: "large"}});
  });

  test("read what they write, and keep what cannot be for the fault", () => {
    expect(readAll(letters, ["a", "c"])).toEqual(["a", "c"]);
    expect(letters.write("a")).toBe("a");
    expect(readAll(numbers, ["16", "24", "large"])).toEqual([16, 24, undefined]);
    expect(numbers.write(32)).toBe("32");
  });
});

describe("flag()", () => {
  const field = flag({...said, default: true});

  test("takes true and false", () => {
    expect(taken(field, [true, false, 0, 1, "true", "", null, undefined])).toEqual([true, false]);
    expect(field).toMatchObject({default: true, rule: {is: "flag"}});
  });

  test("reads 1 and 0, true and false, and writes 1 and 0, which are its choices in a form", () => {
    const texts = ["1", "true", "0", "false", "yes", "2", ""];
    expect(readAll(field, texts)).toEqual([true, true, false, false, undefined, undefined, undefined]);
    expect([true, false].map(field.write)).toEqual(["1", "0"]);
    expect(field.control).toEqual({type: "select", options: {0: "no", 1: "yes"}});
  });
});

test("faultOf(name, field, value) is the value and the field's rule under this name, or nothing", () => {
  const field: Field = integer({...said, least: 2, most: 5}) as unknown as Field;
  expect(faultOf("width", field, 3)).toBeUndefined();
  expect(faultOf("width", field, "3")).toEqual({field: "width", value: "3", rule: field.rule});
});
