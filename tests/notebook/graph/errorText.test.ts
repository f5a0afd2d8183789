import {describe, expect, test} from "vitest";
import {errorText} from "../../../components/notebook/graph/errorText.js";

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), {name});
}

describe("errorText(error)", () => {
  test("has the kind of an error where it tells something", () => {
    expect(errorText(new TypeError("a is not a function"))).toBe("TypeError: a is not a function");
    expect(errorText(new RangeError("invalid depth: 21"))).toBe("RangeError: invalid depth: 21");
    expect(errorText(new Error("invalid depth: 21"))).toBe("invalid depth: 21");
    expect(errorText(named("RuntimeError", "depth is not defined"))).toBe("depth is not defined");
    expect(errorText(named("FaultError", "invalid depth: 21"))).toBe("invalid depth: 21");
    expect(errorText(named("AggregateError", "all"))).toBe("AggregateError: all");
  });

  test("leaves out the place that a parser adds at the end, and no other bracket", () => {
    expect(errorText(new SyntaxError("Unexpected token (3:14)"))).toBe("SyntaxError: Unexpected token");
    expect(errorText(new Error("f (1:2) failed (x)"))).toBe("f (1:2) failed (x)");
    expect(errorText(new Error("ratio (1:2:3)"))).toBe("ratio (1:2:3)");
  });

  test("is never empty", () => {
    expect(errorText(new Error())).toBe("Error");
    expect(errorText(new TypeError(""))).toBe("TypeError");
  });

  test("takes whatever code throws", () => {
    expect(errorText("too deep")).toBe("too deep");
    expect(errorText("Error: too deep")).toBe("too deep");
    expect(errorText(undefined)).toBe("undefined");
    expect(errorText(null)).toBe("null");
    expect(errorText(42)).toBe("42");
    expect(errorText(Symbol("a"))).toBe("Symbol(a)");
    expect(errorText({toString: () => "own words"})).toBe("own words");
    expect(errorText(new DOMException("gone", "NotFoundError"))).toBe("NotFoundError: gone");
  });

  test("takes what has no text", () => {
    const fails = () => {
      throw new Error("no text");
    };
    for (const thrown of [{toString: fails}, Object.create(null), {[Symbol.toPrimitive]: fails}])
      expect(errorText(thrown)).toBe("something that cannot be shown was thrown");
  });

  test("keeps further lines", () => {
    expect(errorText(new Error("a\nb"))).toBe("a\nb");
  });
});
