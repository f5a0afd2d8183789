import {describe, expect, test} from "vitest";
import {checkResults, isHandIn, toHandIn} from "../../components/assignment/handIn.js";
import {answeredCells, handInOfStudent, setAssignment} from "./handIns.js";

const whole = handInOfStudent();
const read = (json: unknown) => toHandIn(JSON.parse(JSON.stringify(json)));

test("toHandIn(json) reads what was written, and no other fields", () => {
  expect(read(whole)).toEqual(whole);
  expect(read({...whole, evil: 1, assignment: {...setAssignment, evil: 1}})).toEqual(whole);
  expect(read({...whole, name: " \n"}).name).toBeUndefined();
  expect(read({...whole, name: `Ada\n\n${"x".repeat(500)}`}).name).toBe(`Ada ${"x".repeat(96)}`);
  expect(read({...whole, cells: []}).cells).toEqual([]);
  expect([isHandIn(whole), isHandIn({...whole, version: 7}), isHandIn([whole]), isHandIn(null)]).toEqual([
    ...[true, true, false, false]
  ]);
});

describe("toHandIn(json) names what is wrong:", () => {
  const {cells} = whole;
  const withCell = (change: object) => ({...whole, cells: [{...cells[0], ...change}, ...cells.slice(1)]});
  test.each<[string, unknown, RegExp]>([
    ["no object", 7, /invalid kind: none/],
    [
      "another version",
      {...whole, version: 2},
      /invalid version of this hand-in: 2; this course reads version 1/
    ],
    ["no version", {...whole, version: undefined}, /invalid version of this hand-in: none/],
    ["no assignment", {...whole, assignment: null}, /invalid assignment: .*; a hand-in must have it/],
    [
      "no checks",
      {...whole, assignment: {...setAssignment, cells: setAssignment.cells.slice(0, 1)}},
      /invalid number of checks: 0/
    ],
    [
      "another identity",
      {...whole, assignment: {...setAssignment, id: "0123456789abcdef"}},
      /invalid identity of the assignment: 0123456789abcdef/
    ],
    ["no cells", {...whole, cells: "all"}, /invalid cells: all; a hand-in must have it/],
    ["a cell without code", withCell({source: 1}), /invalid cells/],
    ["an unknown state", withCell({state: "cheated"}), /invalid cells/],
    ["a place that is none", withCell({of: 3}), /invalid place of a cell: 3; .* from 0 to 2/],
    ["a place twice", withCell({of: 1}), /invalid place of a cell: 1; .* once/],
    ["10 MB of code", withCell({source: "x".repeat(10_000_000)}), /number of characters of code: 100001\d\d/],
    ["no runs", {...whole, runs: undefined}, /invalid runs: none; a hand-in must have it/],
    ["too many runs", {...whole, runs: Array(201).fill(0)}, /invalid number of runs: 201/]
  ])("%s", (_, json, pattern) => {
    expect(() => read(json)).toThrow(pattern);
  });
});

test("checkResults(handIn) says of each check that was set whether it holds, and whether it was changed or taken away", () => {
  expect(checkResults(whole)).toEqual([
    {title: "Deep", state: "holds", changed: false},
    {title: "Check 3", state: "fails", changed: false}
  ]);
  const [first, deep, even] = answeredCells();
  const eased = {...deep, source: "display(check('deep', {true: true}));"};
  expect(checkResults(handInOfStudent({cells: [{...first, of: undefined}, eased]}))).toEqual([
    {title: "Deep", state: "holds", changed: true},
    {title: "Check 3", state: "notRun", changed: true}
  ]);
  const moved = checkResults(handInOfStudent({cells: [even, {lang: "js", source: "1", title: "own"}, deep]}));
  expect(moved.map(({changed}) => changed)).toEqual([false, false]);
});
