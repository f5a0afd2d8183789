import {describe, expect, test} from "vitest";
import type {TrainerEvent} from "../../components/protocol/messages.js";
import type {RunShare, TogetherMessage} from "../../components/protocol/together.js";
import {type ChannelLike, createCompanions, stepsAhead} from "../../components/worker/companions.js";

/** Channels that hear each other at once. */
function channels() {
  const open = new Set<ChannelLike>();
  return (): ChannelLike => {
    const channel: ChannelLike = {
      onmessage: null,
      postMessage(data: TogetherMessage) {
        for (const other of open)
          if (other !== channel) other.onmessage?.call(other as BroadcastChannel, {data} as MessageEvent);
      },
      close: () => void open.delete(channel)
    };
    open.add(channel);
    return channel;
  };
}

/** The workers of a start, each with one run of 100 steps. */
function workers(
  ids: readonly string[],
  begin: readonly RunShare[] = ids.map((runId) => ({runId, share: 0}))
) {
  const openChannel = channels();
  const create = (runId: string) =>
    createCompanions({channel: "a start", shares: [...begin], own: new Map([[runId, 100]]), openChannel});
  return {create, all: ids.map(create)};
}

const points = (runId: string, step: number): TrainerEvent => ({
  type: "points",
  runId,
  points: [{step, lossNats: 1, trainingError: 0.5}],
  pace: {stepsPerSecond: 1, imagesPerSecond: 4, secondsLeft: 1}
});

describe("createCompanions({own, shares})", () => {
  test("lets a run be a few steps ahead of the slowest of the others, and no more", () => {
    const [a, b] = workers(["a", "b"]).all;
    expect([0, stepsAhead - 1, stepsAhead].map((taken) => a.near(taken, 100))).toEqual([true, true, false]);
    b.follow(points("b", 20));
    expect([20 + stepsAhead - 1, 20 + stepsAhead].map((taken) => a.near(taken, 100))).toEqual([true, false]);
    expect(b.near(stepsAhead, 100)).toBe(false); // of a nothing has been heard
  });

  test("compares shares, not steps, where runs have different lengths", () => {
    const [a, b] = workers(["a", "b"]).all;
    b.follow(points("b", 50));
    expect([500 + stepsAhead - 1, 500 + stepsAhead].map((taken) => a.near(taken, 1000))).toEqual([
      true,
      false
    ]);
  });

  test.each<TrainerEvent>([
    {type: "done", runId: "b", step: 100},
    {type: "stopped", runId: "b", step: 3},
    {type: "diverged", runId: "b", step: 3, learningRate: 1},
    {type: "failed", runId: "b", message: "no memory"}
  ])("does not wait for a run that has ended: $type", (event) => {
    const [a, b] = workers(["a", "b"]).all;
    expect(a.near(50, 100)).toBe(false);
    b.follow(event);
    expect(a.near(50, 100)).toBe(true);
  });

  test("waits for a run that went back to its checkpoint", () => {
    const [a, b] = workers(["a", "b"]).all;
    b.follow(points("b", 60));
    expect(a.near(60, 100)).toBe(true);
    b.follow({type: "restarted", runId: "b", step: 10, reason: "it died"});
    expect(a.near(60, 100)).toBe(false);
  });

  test("a worker that comes later hears how far the others are", () => {
    const {create, all} = workers(["a", "b"]);
    all[0].follow(points("a", 40));
    all[1].close();
    const late = create("b");
    expect(late.near(40, 100)).toBe(true);
  });

  test("changed() resolves when another run has got further, and at the end", async () => {
    const [a, b] = workers(["a", "b"]).all;
    const changed = a.changed();
    b.follow(points("b", 1));
    await changed;
    const ended = a.changed();
    a.close();
    await ended;
  });
});
