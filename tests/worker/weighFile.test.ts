import {readFileSync} from "node:fs";
import {expect, test, vi} from "vitest";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {wholeSums} from "../../components/plan/program.js";
import {scoresOf, weighFile} from "../../components/worker/weighFile.js";
import {readInput} from "../../scripts/weights/inputFile.js";

const plans = {parts: wholeSums, createMachine: createWasmMachine} as never;
const fileOf = (name: string) => new File([readFileSync(`tests/fixtures/weights/${name}`)], name);

test("weighFile(file) and scoresOf(network, image) give what PyTorch gave", async () => {
  const {volume, images, expected} = readInput("tests/fixtures/weights/tiny_resnet.json");
  const values = images.subarray(0, volume[0] * volume[1] * volume[2]);
  const weighed = await weighFile({file: fileOf("tiny_resnet.pth"), image: {volume, values}});
  expect(weighed.title).toBe("resnet of 1, 1, 1, 1 bottlenecks, 1×8d, width 8, numClasses 10");
  const {scores} = await scoresOf(weighed, values, {plans});
  for (const [i, score] of scores.entries()) expect(Math.abs(score - expected![i])).toBeLessThan(1e-5);
});

test("weighFile(file) takes the network that is named, and its state is refused where the file does not fill it", async () => {
  const weighed = await weighFile({file: fileOf("tiny_resnet.pth"), network: "resnet18"});
  expect(weighed.title).toBe("resnet18");
  expect(() => weighed.state()).toThrow(/of the network's tensors are not in it/);
});

test("scoresOf(network, image) opens no plan where the file does not fill the network", async () => {
  const weighed = await weighFile({file: fileOf("tiny_resnet.pth"), network: "resnet18"});
  const createMachine = vi.fn();
  const scores = scoresOf(weighed, new Float32Array(0), {plans: {parts: wholeSums, createMachine} as never});
  await expect(scores).rejects.toThrow("of the network's tensors are not in it");
  expect(createMachine).not.toHaveBeenCalled();
});

test("weighFile(file) rejects with a fault on what is no file of weights", async () => {
  await expect(weighFile({file: new File(["no"], "no.pth")})).rejects.toThrow("invalid file: no.pth");
});
