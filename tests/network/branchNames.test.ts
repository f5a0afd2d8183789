import {expect, test} from "vitest";
import {firstState} from "../../components/model/initialise.js";
import {relativeError} from "../../components/model/relativeError.js";
import {branchNames} from "../../components/network/branchNames.js";
import {namedNetwork} from "../../components/network/named.js";
import {parameters} from "../../components/network/parameters.js";
import {LookModel} from "../../components/plan/lookModel.js";
import {createLookPlan} from "../../components/plan/lookPlan.js";
import {createWasmMachine} from "../../components/plan/machines/wasm/wasmMachine.js";
import {wholeSums} from "../../components/plan/program.js";
import {randomBatch} from "../plan/randomBatch.js";

const {expression, input} = namedNetwork("cifar-resnet-14", {width: 4, size: 16});

test("branchNames(network, input) has the blocks whose shortcut is the identity, and no plain ones", () => {
  expect(branchNames(expression, input)).toEqual([
    {block: "layer1.0", number: 1, input: "relu", residual: "layer1.0.bn2", volume: [16, 16, 4]},
    {block: "layer1.1", number: 2, input: "layer1.0", residual: "layer1.1.bn2", volume: [16, 16, 4]},
    {block: "layer2.1", number: 4, input: "layer2.0", residual: "layer2.1.bn2", volume: [8, 8, 8]},
    {block: "layer3.1", number: 6, input: "layer3.0", residual: "layer3.1.bn2", volume: [4, 4, 16]}
  ]);
  const plain = namedNetwork("cifar-plain-14");
  expect(branchNames(plain.expression, plain.input)).toEqual([]);
});

test("what is read by them is x and F(x): the block makes the positive part of their sum", async () => {
  const branches = branchNames(expression, input);
  const read = [...new Set(branches.flatMap(({block, input, residual}) => [block, input, residual]))];
  const plan = createLookPlan(expression, input, {batch: 2, parts: wholeSums, read});
  const model = new LookModel(plan, await createWasmMachine(plan, {build: "exact"}));
  model.load(firstState(parameters(expression, input), 3));
  const {images} = randomBatch(2, input, {seed: 1});
  const {read: found} = await model.look(images);
  for (const {block, input, residual} of branches) {
    const [x, f] = [found.get(input)!, found.get(residual)!];
    expect(
      f.some((value) => value < 0),
      block
    ).toBe(true);
    expect(relativeError(x.map((value, i) => Math.max(0, value + f[i])), found.get(block)!), block).toBeLessThan(1e-5); // prettier-ignore
  }
  model.dispose();
});
