// @vitest-environment jsdom
import {afterEach, expect, test, vi} from "vitest";
import {toTraining} from "../../components/experiment/trainingSpec.js";
import {liveTraining} from "../../components/panels/liveTraining.js";
import {whenLeft} from "../../components/panels/whenLeft.js";
import {fakeWorkers, microtasks, point} from "./fakeWorkers.js";

let visibility: DocumentVisibilityState = "visible";
vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
const become = (next: DocumentVisibilityState) => {
  visibility = next;
  document.dispatchEvent(new Event("visibilitychange"));
};
afterEach(() => become("visible"));

test("whenLeft(leave) calls when the page is hidden or ends, not when it is seen again, until it is ended", () => {
  const leave = vi.fn();
  const end = whenLeft(leave);
  become("hidden");
  become("visible");
  expect(leave).toHaveBeenCalledTimes(1);
  dispatchEvent(new Event("pagehide"));
  expect(leave).toHaveBeenCalledTimes(2);
  end();
  become("hidden");
  dispatchEvent(new Event("pagehide"));
  expect(leave).toHaveBeenCalledTimes(2);
});

test("liveTraining({keep}) has what is under way kept when the reader leaves, until its cell ends", async () => {
  let invalidate = () => {};
  const invalidation = new Promise<void>((resolve) => (invalidate = resolve));
  const {client, workers, answer} = fakeWorkers();
  const live = liveTraining({client, keep: "page", show: () => {}, invalidation});
  const saves = () => workers.flatMap(({requests}) => requests).filter(({type}) => type === "save").length;
  become("hidden");
  expect(saves()).toBe(0);
  live.start(toTraining({networks: ["cifar-resnet-8"], width: 1, steps: 9}));
  await answer(point(0, 1));
  dispatchEvent(new Event("pagehide"));
  expect(saves()).toBe(1);
  invalidate();
  await microtasks();
  dispatchEvent(new Event("pagehide"));
  expect(saves()).toBe(1);
});
