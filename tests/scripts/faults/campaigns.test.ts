import {describe, expect, test} from "vitest";
import {type Campaign, run} from "../../../scripts/faults/campaign.js";
import {campaigns} from "../../../scripts/faults/campaigns.js";
import {engineFault} from "../../../scripts/faults/engineFault.js";
import {shorter} from "../../../scripts/faults/mutations.js";

/** What is wrong there is left out, or told beside what is right. */
const quiet = ["kept runs", "queries of frames", "messages to frames"];

describe("nothing that comes from outside ends in an error that nobody wrote", () => {
  for (const campaign of campaigns)
    test(campaign.name, async () => {
      const {taken, refused, broken} = await run(campaign, {seed: 1512, tries: 100});
      expect(broken).toEqual([]);
      expect(taken).toBeGreaterThan(0);
      if (!quiet.includes(campaign.name)) expect(refused).toBeGreaterThan(0);
    });
});

describe("run(campaign)", () => {
  const letters: Campaign<string> = {
    name: "letters",
    make: (draws, index) => "abcdefgh".repeat(4).slice(0, index + 1 + draws.below(1)),
    take(text) {
      if (text === "ab") throw new RangeError("invalid text: ab; it must have another length");
      if (text.includes("c")) (null as unknown as string).trim();
    },
    show: (text) => text,
    smaller: shorter
  };

  test("counts what was taken, refused and broken, and makes what broke as small as it goes", async () => {
    const {tries, taken, refused, broken} = await run(letters, {seed: 1, tries: 8});
    expect({tries, taken, refused}).toEqual({tries: 8, taken: 1, refused: 1});
    expect(broken.map(({index, input}) => [index, input])).toEqual([2, 3, 4, 5, 6, 7].map((i) => [i, "c"]));
    expect(broken[0].error).toMatch(/^TypeError: Cannot read/);
  });

  test("makes the same inputs from the same seed", async () => {
    const made = async (seed: number) => {
      const inputs: unknown[] = [];
      const [queries] = campaigns;
      await run({...queries, take: (input) => inputs.push(input)}, {seed, tries: 5});
      return inputs;
    };
    expect(await made(3)).toEqual(await made(3));
    expect(await made(3)).not.toEqual(await made(4));
  });
});

test("engineFault(error) knows the engine's own errors, endless ones, and what is no error", () => {
  expect(engineFault(new RangeError("invalid depth: 21; CIFAR networks have depth 6n + 2"))).toBeUndefined();
  expect(engineFault(new TypeError("x is not a function"))).toBe("TypeError: x is not a function");
  expect(engineFault(new RangeError("Maximum call stack size exceeded"))).toMatch(/^RangeError/);
  expect(engineFault(new Error(""))).toBe("Error without a message");
  expect(engineFault(new Error("x".repeat(2_000)))).toMatch(/^Error of 2000 letters/);
  expect(engineFault("no")).toBe("thrown: no");
});
