import {describe, expect, test} from "vitest";
import {assignmentOf, cellHash} from "../../components/assignment/assignment.js";
import {textHash} from "../../components/assignment/textHash.js";
import {faultTexts} from "../../components/fields/english.js";
import {faultsOf} from "../../components/fields/fault.js";
import {setAssignment, setCells} from "./handIns.js";

const textsOf = (cells: typeof setCells) => {
  try {
    assignmentOf({title: "A", cells});
    return [];
  } catch (error) {
    return faultTexts(faultsOf(error)!);
  }
};

test("textHash(text) is FNV-1a from both ends", () => {
  // Fowler, Noll and Vo's own test vectors for 32 bits: "" is 811c9dc5, "a" is e40c292c, "foobar" is bf9cf968.
  expect(textHash("")).toBe("811c9dc5811c9dc5");
  expect(textHash("a")).toBe("e40c292ce40c292c");
  expect(textHash("foobar").slice(0, 8)).toBe("bf9cf968");
  expect(textHash("raboof").slice(8)).toBe("bf9cf968");
});

test("assignmentOf(notebook) has the cells' titles, which are checks, and one identity for one code", () => {
  expect(setAssignment.cells.map(({title, check}) => [title, check])).toEqual([
    ["Cell 1", false],
    ["Deep", true],
    ["Check 3", true]
  ]);
  const {id} = setAssignment;
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(assignmentOf({title: "Reworded", cells: setCells}).id).toBe(id);
  const ends = setCells.map((cell) => ({...cell, source: `${cell.source}  \r\n\n`}));
  expect(assignmentOf({title: "Depth", cells: ends}).id).toBe(id);
  for (const [i, change] of [
    {source: "const depth = 21;"},
    {lang: "ts" as const},
    {check: false}
  ].entries()) {
    const cells = setCells.map((cell, at) => (at === i ? {...cell, ...change} : cell));
    expect(assignmentOf({title: "Depth", cells}).id).not.toBe(id);
  }
  expect(cellHash(setCells[1])).not.toBe(cellHash(setCells[2]));
});

describe("assignmentOf(notebook) throws", () => {
  test("without a check, and for an empty one", () => {
    expect(textsOf(setCells.slice(0, 1))).toEqual([
      "invalid number of checks: 0; it must be an integer from 1 to 200"
    ]);
    expect(textsOf([setCells[0], {lang: "js", source: " \n", check: true}])).toEqual([
      "invalid code of Check 2: none; a check must have it"
    ]);
  });

  test("for 10 MB of code, and for 201 cells", () => {
    const large = {lang: "js" as const, source: "1;".repeat(5_000_000)};
    expect(textsOf([large, ...setCells])).toEqual([
      expect.stringMatching(/^invalid number of characters of code: 100001\d\d; .* from 0 to 400,000$/)
    ]);
    const many = Array.from({length: 199}, () => ({lang: "js" as const, source: "1"}));
    expect(textsOf([...many, ...setCells.slice(1)])).toEqual([
      "invalid number of cells: 201; it must be an integer from 1 to 200"
    ]);
  });
});
