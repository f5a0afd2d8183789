import {describe, expect, test} from "vitest";
import {landscapeOf} from "../../components/charts/landscape.js";
import type {RunSpec} from "../../components/experiment/runSpec.js";
import type {LandscapeRequest} from "../../components/protocol/analyses.js";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import {createEngine} from "../../components/worker/engine.js";
import {tinyDataset, tinySpec} from "./tinyDataset.js";

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));
const events: TrainerEvent[] = [];
const engine = createEngine({
  dataset: async () => tinyDataset(),
  nextTask,
  emit: (event) => events.push(event)
});

const ask = (request: Partial<LandscapeRequest>, spec: RunSpec = tinySpec()) =>
  engine.analyse({analysis: "landscape", spec, range: 0.5, size: 3, images: 8, backend: "wasm", ...request});

describe("analyse({analysis: landscape})", () => {
  test("has in its middle the loss of the first step, at the first weights", async () => {
    const spec = tinySpec();
    await engine.start({type: "start", runs: [{runId: "a", spec}], backend: "wasm"});
    const [first] = events.flatMap((event) => (event.type === "points" ? event.points : []));
    const {rows, executor} = await ask({images: spec.batch}, spec);
    expect(executor).toBe("plan");
    expect(rows).toHaveLength(9);
    const middle = rows.find(({column, row}) => column === 1 && row === 1)!;
    expect(middle.lossNats).toBeCloseTo(first.lossNats, 5);
    expect(middle.error).toBe(first.trainingError);
    expect(new Set(rows.map(({lossNats}) => lossNats)).size).toBe(9);
  });

  test("is the same again, and in shares; another seed has other directions", async () => {
    const whole = landscapeOf((await ask({})).rows, {columns: 3, rows: 3, range: 0.5});
    const shares = [await ask({share: {part: 0, of: 2}}), await ask({share: {part: 1, of: 2}})];
    const joined = shares.flatMap(({rows}) => rows);
    expect(landscapeOf(joined, {columns: 3, rows: 3, range: 0.5})).toEqual(whole);
    const other = landscapeOf((await ask({directions: 9})).rows, {columns: 3, rows: 3, range: 0.5});
    expect(other.loss[4]).toBe(whole.loss[4]);
    expect(other.loss[0]).not.toBe(whole.loss[0]);
  });

  test("is a line along a direction that is given, around weights that are given", async () => {
    const spec = tinySpec();
    await engine.start({type: "start", runs: [{runId: "b", spec}], backend: "wasm", states: true});
    const {state} = events.find((event) => event.type === "state")!;
    const directions = [{"fc.weight": state["fc.weight"].map((value) => -value)}];
    const {rows} = await ask({state, directions, range: 1}, spec);
    expect(rows.map(({column, row}) => [column, row])).toEqual([[0, 0], [1, 0], [2, 0]]); // prettier-ignore
    const [, , without] = rows; // at the far end the head's weights are 0, and its bias small
    expect(Math.abs(without.lossNats - Math.log(10))).toBeLessThan(0.05);
  });

  test("refuses what is not allowed, and says why", async () => {
    await expect(ask({range: 0})).rejects.toThrow("invalid range: 0; it must be a number above 0");
    await expect(ask({size: 4})).rejects.toThrow("invalid size: 4; it must be odd");
    await expect(ask({size: 131})).rejects.toThrow("invalid size: 131; it must be an integer from 3 to 129");
    await expect(ask({images: 6})).rejects.toThrow("they come in whole batches of 4");
    await expect(ask({directions: -1})).rejects.toThrow("invalid directions: -1");
    await expect(ask({directions: []})).rejects.toThrow("invalid number of directions: 0");
    const wrong = [{"fc.weight": new Float32Array(1)}];
    await expect(ask({directions: wrong})).rejects.toThrow("invalid direction: fc.weight with 1 values");
    await expect(ask({state: {}})).rejects.toThrow("invalid state: no conv1.weight");
  });
});
