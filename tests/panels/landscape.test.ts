import {expect, test} from "vitest";
import {landscape} from "../../components/panels/landscape.js";
import {microtasks} from "./fakeWorkers.js";
import {landscapeClients} from "./landscapeClients.js";

test("landscape(net, options) gives a coarse grid, then finer ones, by several workers, which end with it", async () => {
  const {createClient, measure, asked, alive, made} = landscapeClients();
  const values = landscape("cifar-plain-20", {size: 9, range: 0.5, directions: 3, workers: 2, createClient});
  expect(made).toHaveLength(0); // before somebody asks
  const first = values.next();
  await microtasks();
  expect(made.length).toBeGreaterThan(0);
  for (const i of made.keys())
    expect(asked(i)).toMatchObject({
      ...{analysis: "landscape", size: 9, range: 0.5, directions: 3, backend: "wasm"},
      ...{share: {part: i, of: made.length}, spec: {network: {name: "cifar-plain-20"}}}
    });
  for (const i of made.keys()) await measure(i, [0, Math.ceil(25 / made.length)]);
  const {value: coarse} = (await first) as {value: {columns: number; range: number; loss: number[]}};
  expect([coarse.columns, coarse.range, coarse.loss[7]]).toEqual([5, 0.5, 24]);
  const second = values.next();
  for (const i of made.keys()) await measure(i, [Math.ceil(25 / made.length), Infinity]);
  expect(((await second) as {value: {columns: number}}).value.columns).toBe(9);
  expect((await values.next()).done).toBe(true);
  expect(alive()).toBe(0);
});

test("landscape(spec, {line}) is a row", async () => {
  const {createClient, measure, asked} = landscapeClients();
  const spec = {network: {name: "cifar-resnet-20"}, headInit: "zero", seed: 7} as const;
  const values = landscape(spec, {line: true, size: 3, workers: 1, createClient});
  const first = values.next();
  await microtasks();
  expect(asked(0)).toMatchObject({line: true, range: 0.02, spec: {headInit: "zero", seed: 7}});
  await measure(0);
  expect(((await first) as {value: object}).value).toMatchObject({columns: 3, rows: 1, loss: [0, 1, 2]});
});

test("a cell that is run again ends the measurement; a fault rejects", async () => {
  const one = landscapeClients();
  const values = landscape("cifar-plain-20", {workers: 1, createClient: one.createClient});
  void values.next();
  await microtasks();
  await values.return!();
  expect(one.alive()).toBe(0);

  const other = landscapeClients();
  const failing = landscape("cifar-plain-20", {range: -1, workers: 1, createClient: other.createClient});
  const failed = failing.next();
  await microtasks();
  await other.refuse(0, "invalid range: -1");
  await expect(failed).rejects.toThrow("invalid range: -1");
  expect(() => landscape("cifar-plain-21")).toThrow("invalid depth: 21");
});
