import {expect, test, vi} from "vitest";
import {patientFiles} from "../../components/page/patientFiles.js";
import {eventually} from "../eventually.js";

/** A cell that gives what is in its file, as Framework compiles it. */
const cell = {
  id: "0000000a",
  inputs: ["steps", "FileAttachment"],
  outputs: ["recording"],
  body: (steps: number, file: (name: string) => {json(): Promise<unknown>}) => ({
    recording: file("./data/a.json").json(),
    steps
  })
};

/** A file that comes when *json* says so. */
const fileOf = (json: () => Promise<unknown>) => (name: string) => ({name, json});

test("a cell waits for a file that is lost or damaged, and goes on when it has come", async () => {
  const json = vi.fn<() => Promise<unknown>>();
  json.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockRejectedValueOnce(new SyntaxError("<"));
  const {patient, askAgain} = patientFiles();
  const {recording, steps} = patient(cell).body(3, fileOf(json));
  expect(steps).toBe(3);
  await eventually(() => expect(json).toHaveBeenCalledTimes(1));
  expect(await askAgain()).toBe(true);
  json.mockResolvedValueOnce({rows: [1]});
  expect(await askAgain()).toBe(false);
  expect(await recording).toEqual({rows: [1]});
  expect(json).toHaveBeenCalledTimes(3);
});

test("a file that has come is not asked for again", async () => {
  const json = vi.fn(async () => "here");
  const {patient, askAgain} = patientFiles();
  expect(await patient(cell).body(1, fileOf(json)).recording).toBe("here");
  expect(await askAgain()).toBe(false);
  expect(json).toHaveBeenCalledOnce();
});

test("who asks while others ask waits for the same answer", async () => {
  const json = vi.fn(() => Promise.reject(new TypeError("Failed to fetch")));
  const {patient, askAgain} = patientFiles();
  void patient(cell).body(1, fileOf(json));
  await eventually(() => expect(json).toHaveBeenCalledOnce());
  expect(await Promise.all([askAgain(), askAgain()])).toEqual([true, true]);
  expect(json).toHaveBeenCalledTimes(2);
});

test("a cell that reads no files stays as it is", () => {
  const other = {id: "0000000b", inputs: ["recording"], body: () => 1};
  expect(patientFiles().patient(other)).toBe(other);
});
