import {expect, test} from "vitest";
import {parameters} from "../../../components/network/parameters.js";
import {fitWeights} from "../../../components/weights/fitWeights.js";
import {guessNetwork} from "../../../components/weights/guess/guessNetwork.js";
import {readWeights} from "../../../components/weights/readWeights.js";
import {readInput} from "../../../scripts/weights/inputFile.js";
import {outputsOf, outputText} from "../../../scripts/weights/outputs.js";
import {fixture} from "../../weights/fixture.js";

async function weighed(name: string) {
  const file = await readWeights(fixture(name), name);
  const given = readInput("tests/fixtures/weights/tiny_resnet.json");
  const network = {...guessNetwork(file.tensors), input: given.volume};
  const specs = parameters(network.expression, given.volume);
  return {given, one: {...network, file, specs, fit: fitWeights(specs, file.tensors)}};
}

for (const name of ["tiny_resnet.pth", "tiny_resnet.safetensors"])
  test(`outputsOf(${name}) are PyTorch's within 1e-5`, async () => {
    const {one, given} = await weighed(name);
    const outputs = (await outputsOf(one, given.images)).flat();
    expect(outputs).toHaveLength(20);
    for (const [i, value] of outputs.entries())
      expect(Math.abs(value - given.expected![i])).toBeLessThan(1e-5);
  });

test("outputsOf(weights that are not all there) rejects with how many are missing", async () => {
  const {one, given} = await weighed("tiny_resnet.pth");
  const tensors = one.file.tensors.filter(({name}) => !name.startsWith("fc."));
  const fit = fitWeights(one.specs, tensors);
  await expect(outputsOf({...one, fit}, given.images)).rejects.toThrow("2 of the network's tensors");
});

test("outputText(outputs, expected) says how far they are apart", () => {
  expect(outputText([[1, 2], [3, 4]], [1, 2, 3, 4.5])).toContain("5.00e-1"); // prettier-ignore
});
