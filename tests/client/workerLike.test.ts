import {afterEach, describe, expect, test, vi} from "vitest";
import {createTrainingWorker} from "../../components/client/workerLike.js";

afterEach(() => vi.unstubAllGlobals());

/** A browser's Worker, which reads these of its options. */
function stubWorker(reads: readonly (keyof WorkerOptions)[]) {
  const made: {options: unknown[]; terminated: boolean}[] = [];
  class FakeWorker {
    terminated = false;
    readonly options: unknown[];
    constructor(_: string, options: WorkerOptions) {
      this.options = reads.map((name) => options[name]);
      made.push(this);
    }
    terminate() {
      this.terminated = true;
    }
  }
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("location", {origin: "https://course.example"});
  return made;
}

describe("createTrainingWorker()", () => {
  test("makes a worker of modules", () => {
    const made = stubWorker(["type"]);
    expect(createTrainingWorker()).toBe(made[0]);
    expect(made).toMatchObject([{options: ["module"], terminated: false}]);
  });

  test("throws in a browser that knows no workers of modules, and leaves none behind", () => {
    const made = stubWorker(["name"]);
    expect(createTrainingWorker).toThrow("this browser has no workers made of modules");
    expect(made).toMatchObject([{terminated: true}]);
  });

  test("throws in a browser that has no workers", () => {
    vi.stubGlobal("Worker", undefined);
    expect(createTrainingWorker).toThrow("this browser has no workers, in which networks train");
  });
});
