import {expect, test} from "vitest";
import {handInNotebook} from "../../../components/notebook/document/handInNotebook.js";
import {answeredCells, handInOfStudent, setAssignment} from "../../assignment/handIns.js";

test("handInNotebook(json) has the student's code, of the same assignment, and says whose it is", () => {
  const notebook = handInNotebook(JSON.parse(JSON.stringify(handInOfStudent())));
  expect(notebook).toMatchObject({title: "Depth", due: "Friday", student: "Ada", assignment: setAssignment});
  expect(notebook.text).toMatch(/^Handed in by Ada, (November 30|December 1|November 29), 2026\.$/); // here or there
  expect(notebook.cells.map(({source, of, check}) => [source, of, check])).toEqual(
    answeredCells().map(({source, of, check}) => [source, of, check])
  );
});

test("handInNotebook(json) of a student who removed all has one empty cell, and of nobody no name", () => {
  const notebook = handInNotebook(handInOfStudent({cells: [], name: undefined, date: ""}));
  expect(notebook.cells).toEqual([{lang: "js", source: ""}]);
  expect(notebook).not.toHaveProperty("student");
  expect(notebook.text).toBe("Handed in, at no date.");
});

test("handInNotebook(json) refuses what is no hand-in", () => {
  expect(() => handInNotebook({runs: []})).toThrow("invalid kind");
});
