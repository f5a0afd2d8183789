import {expect, test} from "vitest";
import {readWeights} from "../../../components/weights/readWeights.js";
import {weighedNetwork} from "../../../components/weights/weighedNetwork.js";
import {fitText} from "../../../scripts/weights/fitText.js";
import {readInput} from "../../../scripts/weights/inputFile.js";
import {outputsOf, outputText} from "../../../scripts/weights/outputs.js";
import {fixture} from "../../weights/fixture.js";

async function given(name: string) {
  const file = await readWeights(fixture(name), name);
  return {file, ...readInput("tests/fixtures/weights/tiny_resnet.json")};
}

for (const name of ["tiny_resnet.pth", "tiny_resnet.safetensors"])
  test(`outputsOf(${name}) are PyTorch's within 1e-5`, async () => {
    const {file, volume, images, expected} = await given(name);
    const outputs = (await outputsOf(weighedNetwork(file, {volume}), images)).flat();
    expect(outputs).toHaveLength(20);
    for (const [i, value] of outputs.entries()) expect(Math.abs(value - expected![i])).toBeLessThan(1e-5);
  });

test("outputsOf(weights that are not all there) rejects with how many are missing", async () => {
  const {file, volume, images} = await given("tiny_resnet.pth");
  const tensors = file.tensors.filter(({name}) => name !== "bn1.bias" && name !== "fc.bias");
  const network = weighedNetwork({...file, tensors}, {volume});
  await expect(outputsOf(network, images)).rejects.toThrow("2 of the network's tensors");
});

test("fitText(network, file) has the network with its options, a row for each name, and the counts", async () => {
  const {file} = await given("tiny_resnet.pth");
  const lines = fitText(weighedNetwork(file), file).split("\n");
  expect(lines[0]).toMatch(
    /^resnet of 1, 1, 1, 1 bottlenecks, 1×8d, width 8, numClasses 10; pth, \d+ tensors$/
  );
  const named = weighedNetwork(file, {name: "resnet18", options: {width: 8}});
  const text = fitText(named, file);
  expect(text).toMatch(/^resnet18, width 8; pth/);
  expect(text).toMatch(/^fc\.weight +other shape +10×256 F32, not 1000×64$/m);
  expect(text).toMatch(/missing [1-9]\d*, unexpected [1-9]\d*, other shape [1-9]\d*, not of floats 0$/);
});

test("outputText(outputs, expected) says how far they are apart", () => {
  expect(outputText([[1, 2], [3, 4]], [1, 2, 3, 4.5])).toContain("5.00e-1"); // prettier-ignore
});
