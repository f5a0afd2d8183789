import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {wholeSums} from "../../components/plan/program.js";
import {calibrate} from "../../components/worker/calibration.js";
import type {PlanRunner} from "../../components/worker/openModel.js";

import "fake-indexeddb/auto";

/** The processor, with a step that takes so much longer on a clock of the test's own. */
function runner(clock: {ms: number}, stepMs: number, prepareMs = 0): PlanRunner {
  return {
    parts: wholeSums,
    inFlight: 1,
    async createMachine(plan) {
      clock.ms += prepareMs;
      const machine = await createWasmMachine(plan);
      return {
        ...machine,
        run(program, read) {
          clock.ms += stepMs;
          return machine.run(program, read);
        }
      };
    }
  };
}

// Time passes on the tests' own clock only: a busy machine takes longer than a reader waits.
beforeEach(() => void vi.useFakeTimers({toFake: ["setTimeout", "clearTimeout"]}));
afterEach(() => void vi.useRealTimers());

describe("calibrate()", () => {
  test("measures both, once for a device", async () => {
    const clock = {ms: 0};
    const gpu = runner(clock, 30);
    const create = vi.spyOn(gpu, "createMachine");
    const options = {gpu, wasm: runner(clock, 20), device: "card one", now: () => clock.ms};
    expect(await calibrate(options)).toEqual({gpuMs: 30, wasmMs: 20});
    expect(await calibrate(options)).toEqual({gpuMs: 30, wasmMs: 20});
    expect(create).toHaveBeenCalledTimes(1);
    await calibrate({...options, device: "card two"});
    expect(create).toHaveBeenCalledTimes(2);
  });

  test("says nothing when it takes too long, or fails", async () => {
    const clock = {ms: 0};
    const slow = {gpu: runner(clock, 1, 2500), wasm: runner(clock, 20), device: "slow", now: () => clock.ms};
    expect(await calibrate(slow)).toBeUndefined();
    const broken: PlanRunner = {...slow.gpu, createMachine: () => Promise.reject(new Error("no memory"))};
    expect(await calibrate({...slow, gpu: broken, device: "broken"})).toBeUndefined();
  });
});
