import {afterEach, expect, test, vi} from "vitest";
import type {DatasetSpec} from "../../components/protocol/images.js";
import {createImageTaker, giveImages} from "../../components/worker/sharedImages.js";
import {tinyDataset} from "./tinyDataset.js";

const spec: DatasetSpec = {
  name: "shapes",
  size: 16,
  difficulty: "plain",
  normalization: "deviation",
  classes: "all",
  imagesPerClass: 0,
  augment: false
};

const ports: MessagePort[] = [];

/** A taker that is connected to a worker that makes images. */
function connected(load = vi.fn(async (_: DatasetSpec) => tinyDataset())) {
  const taker = createImageTaker();
  const connect = (load: (spec: DatasetSpec) => Promise<ReturnType<typeof tinyDataset>>) => {
    const {port1, port2} = new MessageChannel();
    ports.push(port1, port2);
    giveImages(port1, load);
    taker.takeFrom(port2);
  };
  connect(load);
  return {taker, load, connect};
}

afterEach(() => {
  vi.unstubAllGlobals();
  for (const port of ports.splice(0)) port.close();
});

test("images are the ones that the other worker made, which makes them once for all runs", async () => {
  const {taker, load} = connected();
  const [first, second] = await Promise.all([taker.load(spec), taker.load({...spec, augment: true})]);
  expect(first).toEqual(tinyDataset());
  expect(second).toBe(first);
  expect(load).toHaveBeenCalledOnce();
});

test("images of another difficulty, or with less taken out, are others", async () => {
  const {taker, load} = connected();
  const specs: DatasetSpec[] = [spec, {...spec, difficulty: "crowded"}, {...spec, normalization: "mean"}];
  await Promise.all(specs.map((spec) => taker.load(spec)));
  expect(load.mock.calls.map(([asked]) => asked)).toEqual(specs);
});

test("a fault of the other worker is told", async () => {
  const {taker} = connected(vi.fn(() => Promise.reject(new Error("CIFAR-10 is not here yet"))));
  await expect(taker.load(spec)).rejects.toThrow("CIFAR-10 is not here yet");
});

test("forget() asks anew, also after a fault", async () => {
  const {taker, load} = connected();
  load.mockRejectedValueOnce(new Error("CIFAR-10 is not here yet"));
  await expect(taker.load(spec)).rejects.toThrow();
  taker.forget();
  expect(await taker.load(spec)).toEqual(tinyDataset());
  expect(load).toHaveBeenCalledTimes(2);
});

test("what a worker that died has not answered is asked of the next", async () => {
  const {taker, connect} = connected(vi.fn(() => new Promise<never>(() => {})));
  const dataset = taker.load(spec);
  connect(async () => tinyDataset());
  expect(await dataset).toEqual(tinyDataset());
});

test("images lie in memory that both workers see, where the page is isolated", async () => {
  vi.stubGlobal("crossOriginIsolated", true);
  const made = tinyDataset();
  const {taker} = connected(vi.fn(async () => made));
  const {train, test: tested} = await taker.load(spec);
  expect(train.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(tested.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([...train.pixels]).toEqual([...made.train.pixels]);
  taker.forget();
  const again = await taker.load(spec);
  train.pixels[0] ^= 255;
  expect(again.train.pixels[0]).toBe(train.pixels[0]); // no second copy
});
