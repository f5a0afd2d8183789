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

test("a cell waits for a file that is lost or damaged, each of which is told, and goes on when it has come", async () => {
  const json = vi.fn<() => Promise<unknown>>();
  json.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockRejectedValueOnce(new SyntaxError("<"));
  const onMissing = vi.fn();
  const {patient, askAgain} = patientFiles(onMissing);
  const {recording, steps} = patient(cell).body(3, fileOf(json));
  expect(steps).toBe(3);
  await eventually(() => expect(onMissing).toHaveBeenCalledTimes(1));
  askAgain();
  await eventually(() => expect(onMissing).toHaveBeenCalledTimes(2));
  json.mockResolvedValueOnce({rows: [1]});
  askAgain();
  expect(await recording).toEqual({rows: [1]});
  askAgain();
  expect(json).toHaveBeenCalledTimes(3);
  expect(onMissing).toHaveBeenCalledTimes(2);
});

test("who asks again while a file is on its way asks for nothing", async () => {
  let come = (_: unknown) => {};
  const json = vi.fn(() => new Promise((resolve) => (come = resolve)));
  const {patient, askAgain} = patientFiles(() => {});
  const {recording} = patient(cell).body(1, fileOf(json));
  askAgain();
  come("here");
  expect(await recording).toBe("here");
  expect(json).toHaveBeenCalledOnce();
});

test("a cell that reads no files stays as it is", () => {
  const other = {id: "0000000b", inputs: ["recording"], body: () => 1};
  expect(patientFiles(() => {}).patient(other)).toBe(other);
});
