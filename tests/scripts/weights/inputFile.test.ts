import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {readInput} from "../../../scripts/weights/inputFile.js";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "input-file-"))));
afterAll(() => rmSync(folder, {recursive: true}));

function written(text: string): string {
  const path = join(folder, "images.json");
  writeFileSync(path, text);
  return path;
}

test("readInput(path) takes images alone, in PyTorch's layout", () => {
  const path = written('{"shape": [1, 2, 1, 2], "data": [1, 2, 3, 4]}');
  expect(readInput(path)).toEqual({volume: [1, 2, 2], images: Float32Array.of(1, 3, 2, 4)});
});

test.each([
  ["no JSON", "shape: 1", "it must be JSON"],
  ["nothing", "", "it must be JSON"],
  ["fewer numbers than its shape says", '{"shape": [1, 1, 1, 2], "data": [1]}', 'it must be {"shape"'],
  ["three axes", '{"shape": [1, 1, 2], "data": [1, 2]}', 'it must be {"shape"']
])("readInput(a file of %s) throws an error with its name and the rule", (_, text, rule) => {
  const path = written(text);
  expect(() => readInput(path)).toThrow(`invalid input: ${path}; ${rule}`);
});
