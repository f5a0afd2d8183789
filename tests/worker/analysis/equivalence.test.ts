import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test, vi} from "vitest";
import type {Executor} from "../../../components/experiment/executor.js";
import type {FormChoice} from "../../../components/network/equivalentForms.js";
import type {FormModel} from "../../../components/worker/analysis/blockForm.js";
import {
  equivalence,
  type EquivalenceOptions,
  type OpenForm
} from "../../../components/worker/analysis/equivalence.js";
import {formModel} from "../../../components/worker/analysis/formModel.js";
import {type OpenBackend, openBackend} from "../../../components/worker/backend.js";
import {openModel} from "../../../components/worker/openModel.js";

let backend: OpenBackend;
beforeAll(async () => void (backend = await openBackend({only: "wasm"})));

const opener =
  (executor: Executor) =>
  async ({batch, ...block}: OpenForm): Promise<FormModel> => {
    const made = {batch: batch.count, seed: 0, withInput: true, loss: "squaredError"} as const;
    return formModel((await openModel(block, made, {plans: backend.plans, executor})).model, batch);
  };

/** A clock by which every pass takes a millisecond. */
function measure(choice: FormChoice, {executor = "plan", ...options}: Options = {}) {
  let ms = 0;
  return equivalence({channels: 16, ...choice}, {open: opener(executor), now: () => ms++, ...options});
}
type Options = Partial<EquivalenceOptions> & {executor?: Executor};

/** The larger of a form's differences. */
const differences = (rows: Awaited<ReturnType<typeof measure>>) =>
  rows.map(({outputDifference, gradientDifference}) => Math.max(outputDifference, gradientDifference));

describe("equivalence(choice) finds the three forms of a block alike", () => {
  const choices: FormChoice[] = [
    {cardinality: 1, groupWidth: 8},
    {cardinality: 2, groupWidth: 5},
    {cardinality: 4, groupWidth: 3, stride: 2},
    {cardinality: 8, groupWidth: 1},
    {cardinality: 7, groupWidth: 2, channels: 12, stride: 2},
    {cardinality: 32, groupWidth: 4, channels: 32}
  ];
  for (const choice of choices) {
    test(`${JSON.stringify(choice)}, by a plan`, async () => {
      const rows = await measure(choice);
      expect(rows.map(({form}) => form)).toEqual(["sum", "concat", "grouped"]);
      for (const difference of differences(rows)) expect(difference).toBeLessThan(1e-5);
      expect(rows[2]).toMatchObject({outputDifference: 0, gradientDifference: 0, ms: 1, executor: "plan"});
    });
  }

  test("on the reference executor too", async () => {
    const rows = await measure({cardinality: 4, groupWidth: 2, stride: 2}, {executor: "reference"});
    for (const difference of differences(rows)) expect(difference).toBeLessThan(1e-5);
    expect(rows.map(({executor, kernels}) => [executor, kernels])).toEqual(
      rows.map(() => ["reference", undefined])
    );
  });

  test("but for sums in another order: some digits differ", async () => {
    const [sum] = await measure({cardinality: 8, groupWidth: 4});
    expect(sum.outputDifference).toBeGreaterThan(0);
  });
});

test("equivalence(choice) gives the same bits again, and others for another seed", async () => {
  const choice = {cardinality: 4, groupWidth: 4};
  const rows = await measure(choice);
  expect(await measure(choice)).toEqual(rows);
  expect(await measure(choice, {seed: 2})).not.toEqual(rows);
});

describe("equivalence(choice) would find a weight in a wrong place", () => {
  /** Loads every form but the grouped one with the tensors of two branches exchanged. */
  const exchanging =
    (part: string) =>
    async (form: OpenForm): Promise<FormModel> => {
      const model = await opener("plan")(form);
      const [one, other] = [0, 1].map((branch) => `branches.${branch}.${part}`);
      const load: FormModel["load"] = (state) =>
        model.load(one in state ? {...state, [one]: state[other], [other]: state[one]} : state);
      return {...model, load};
    };

  for (const part of ["conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias"]) {
    test(part, async () => {
      const [sum, concat, grouped] = await measure({cardinality: 4, groupWidth: 3}, {open: exchanging(part)});
      for (const {outputDifference, gradientDifference} of [sum, concat]) {
        expect(outputDifference).toBeGreaterThan(0.01);
        expect(gradientDifference).toBeGreaterThan(0.01);
      }
      expect(grouped.outputDifference).toBe(0);
    });
  }

  test("conv3.weight, which branches of the sum form have", async () => {
    const [sum, concat] = await measure({cardinality: 4, groupWidth: 3}, {open: exchanging("conv3.weight")});
    expect(sum.outputDifference).toBeGreaterThan(0.01);
    expect(concat.outputDifference).toBeLessThan(1e-5);
  });
});

describe("equivalence(choice) counts", () => {
  test("kernels: those of form (c) do not grow with the cardinality, those of the others do", async () => {
    const of = async (cardinality: number) =>
      (await measure({cardinality, groupWidth: 2})).map(({kernels}) => kernels!);
    const [few, many] = [await of(2), await of(8)];
    expect(many[2]).toBe(few[2]);
    for (const form of [0, 1]) expect(many[form]).toBeGreaterThan(2 * few[form]);
  });

  test("the median of its rounds, each form in turn", async () => {
    const turns: number[] = [];
    const open = async (form: OpenForm) => {
      const model = await opener("plan")(form);
      const {kernels} = model;
      return {...model, run: async () => void turns.push(kernels!)};
    };
    let ms = 0;
    const rows = await measure({cardinality: 2, groupWidth: 2}, {open, now: () => (ms += turns.length)});
    expect(turns.slice(0, 6)).toEqual([...rows, ...rows].map(({kernels}) => kernels));
    expect(rows.map((row) => row.ms)).toEqual([19, 20, 21]); // of the 7th round of 11
  });
});

test("equivalence(choice) tells how far it is, stops when it is cancelled, and frees what it opened", async () => {
  const told = vi.fn();
  await measure({cardinality: 2, groupWidth: 2}, {onProgress: told});
  expect(told.mock.calls.map(([{done, total}]) => `${done}/${total}`)).toEqual(
    Array.from({length: 14}, (_, i) => `${i + 1}/14`)
  );
  const before = tf.memory().numTensors;
  const disposed = vi.fn();
  let opened = 0;
  const open = async (form: OpenForm) => {
    opened++;
    const model = await opener("reference")(form);
    return {
      ...model,
      dispose() {
        disposed();
        model.dispose();
      }
    };
  };
  const cancelled = vi.fn().mockReturnValueOnce(false).mockReturnValue(true);
  await expect(measure({cardinality: 2, groupWidth: 2}, {open, cancelled})).rejects.toThrow(
    "the analysis was stopped"
  );
  expect([opened, disposed.mock.calls.length]).toEqual([2, 2]);
  await measure({cardinality: 2, groupWidth: 2}, {open});
  expect(tf.memory().numTensors).toBe(before);
});
