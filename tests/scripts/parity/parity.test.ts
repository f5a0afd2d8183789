import {readdirSync, readFileSync} from "node:fs";
import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, test} from "vitest";
import {concat, label, sequence, sum} from "../../../components/network/expression.js";
import {conv, dropout, identity, maxPool, scale, subsample} from "../../../components/network/leaf.js";
import {openBackend} from "../../../components/worker/backend.js";
import {type Fixture, toFixture} from "../../../scripts/parity/fixture.js";
import {compare, tolerance} from "../../../scripts/parity/parity.js";
import {treeNetwork} from "../../../scripts/parity/treeNetwork.js";

// Blocks and small networks with what PyTorch 2.13 (mini_*, imagenet_stem and tanh_sigmoid: 1.13) (CPU, float32) made of one batch: output, loss, all gradients, the
// running statistics, and the parameters after a step of torch.optim.SGD. Batches were chosen so that no rounding
// flips a relu. See `network.forward` and `network.modules` of each file for its network.
const folder = new URL("../../fixtures/parity/", import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

function fixture(name: string): Fixture {
  const file = new URL(`${name}.json`, folder);
  return toFixture(JSON.parse(readFileSync(file, "utf8")), file.pathname);
}

/** The fixture with one number of it changed. */
function corrupted(name: string, change: (fixture: Fixture) => void): Fixture {
  const changed = fixture(name);
  change(changed);
  return changed;
}

test("there is a fixture for every kind of block and option", () => {
  expect(names).toEqual([
    "basic_identity",
    "basic_optionA_stride2",
    "basic_optionB_stride2",
    "bottleneck_dilated",
    "bottleneck_identity",
    "bottleneck_projection",
    "bottleneck_projection_v1",
    "imagenet_stem",
    "mini_alexnet",
    "mini_inception",
    "mini_nin",
    "mini_vgg",
    "plain8",
    "plain8_nobn",
    "preact_basic_identity",
    "preact_basic_projection",
    "resnet8",
    "resnet8_nobn",
    "resnet8_zero_init_residual",
    "resnext_identity",
    "resnext_projection",
    "tanh_sigmoid"
  ]);
});

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({only: backend});
  });

  for (const name of names) {
    test(`compare(${name}) is within ${tolerance} of PyTorch in every tensor`, async () => {
      const before = tf.memory().numTensors;
      const comparisons = await compare(fixture(name));
      expect(comparisons).toHaveLength(name.startsWith("resnext") ? 3 : 1);
      for (const {differences, passed} of comparisons) {
        expect(differences.filter(({relative}) => !(relative <= tolerance))).toEqual([]);
        expect(passed).toBe(true);
      }
      expect(tf.memory().numTensors).toBe(before);
    });
  }
});

describe("compare(fixture) covers", () => {
  const quantities = async (name: string) =>
    (await compare(fixture(name))).map(({differences}) => differences.map(({quantity}) => quantity));

  test("outputs, loss, gradients, statistics and the step of a block", async () => {
    const [found] = await quantities("basic_identity");
    const parameters = ["conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias"];
    const statistics = ["bn1.running_mean", "bn1.running_var", "bn2.running_mean", "bn2.running_var"];
    expect(found.sort()).toEqual(
      [
        "output",
        "output in evaluation",
        "loss",
        "gradient of the input",
        ...parameters.map((name) => `gradient ${name}`),
        ...[...parameters, ...statistics].map((name) => `after ${name}`)
      ].sort()
    );
  });

  test("three steps of a network", async () => {
    const [found] = await quantities("resnet8");
    expect(found).toEqual(
      expect.arrayContaining(["loss of step 2", "loss of step 3", "output in evaluation after the steps"])
    );
  });
});

describe("compare(corrupted fixture)", () => {
  beforeAll(async () => {
    await openBackend({only: "cpu"});
  });

  /** The kinds of quantities that fail. */
  async function failures(changed: Fixture): Promise<string[]> {
    const [{differences, passed}] = await compare(changed);
    expect(passed).toBe(false);
    return differences.filter(({relative}) => !(relative <= tolerance)).map(({quantity}) => quantity);
  }

  test("fails in output, loss and gradients where one weight is another", async () => {
    const changed = corrupted("resnet8", ({parameters}) => (parameters["conv1.weight"].data[5] += 0.01));
    expect(await failures(changed)).toEqual(
      expect.arrayContaining(["output", "output in evaluation", "loss", "gradient fc.weight"])
    );
  });

  test("fails in the output alone where one value of it is another", async () => {
    const changed = corrupted("basic_identity", ({output}) => (output.data[17] += 0.01));
    expect(await failures(changed)).toEqual(["output"]);
  });

  test("fails in one gradient alone where one value of it is another", async () => {
    const changed = corrupted("resnext_identity", ({gradients}) => {
      const {data} = gradients["conv2.weight"];
      data[0] += 0.001 * Math.hypot(...data);
    });
    expect(await failures(changed)).toEqual(["gradient conv2.weight"]);
  });

  test("fails where a value is not a number, or is missing", async () => {
    const notANumber = corrupted("basic_identity", ({output}) => (output.data[0] = NaN));
    expect(await failures(notANumber)).toEqual(["output"]);
    const short = corrupted("basic_identity", ({gradients}) => void gradients["bn1.bias"].data.pop());
    expect(await failures(short)).toEqual(["gradient bn1.bias"]);
  });

  test("fails in the running variance where it was updated with the biased one", async () => {
    const changed = corrupted("basic_identity", ({buffers, input}) => {
      const [batch, , height, width] = input.shape;
      const count = batch * height * width;
      const {data} = buffers.after["bn1.running_var"];
      const before = buffers.before["bn1.running_var"].data;
      data.forEach(
        (value, i) => (data[i] = 0.9 * before[i] + ((value - 0.9 * before[i]) * (count - 1)) / count)
      );
    });
    expect(await failures(changed)).toEqual(["after bn1.running_var"]);
  });

  test("rejects where a parameter is missing, or the network has no such one", async () => {
    const missing = corrupted("basic_identity", ({parameters}) => void delete parameters["conv2.weight"]);
    await expect(compare(missing)).rejects.toThrow(
      "invalid fixture: basic_identity has no parameter conv2.weight"
    );
    const extra = corrupted("basic_identity", ({parameters}) => {
      parameters["conv3.weight"] = parameters["conv2.weight"];
    });
    await expect(compare(extra)).rejects.toThrow(
      "invalid fixture: basic_identity; the network has no parameter conv3.weight"
    );
  });
});

describe("treeNetwork(tree)", () => {
  test("is the network, its layers under the labels around them", () => {
    const tree = {
      type: "sequence",
      label: "features",
      children: [
        {
          type: "conv",
          label: "0.a",
          filters: 4,
          kernel: 3,
          stride: 2,
          padding: 0,
          dilation: 1,
          groups: 2,
          bias: true
        },
        {type: "dropout", rate: 0.5},
        {type: "sum", children: [{type: "identity"}, {type: "scale", factor: 0.5}]},
        {
          type: "concat",
          children: [
            {type: "subsample", stride: 2},
            {type: "maxPool", kernel: 2, ceil: true}
          ]
        }
      ]
    };
    const expected = label(
      "features",
      sequence(
        label("0.a", conv(4, 3, {stride: 2, padding: 0, groups: 2, bias: true})),
        dropout(0.5),
        sum(identity(), scale(0.5)),
        concat(subsample(2), maxPool(2, {ceil: true}))
      )
    );
    expect(treeNetwork(tree)).toEqual(expected);
  });

  test("throws on what is no layer, and on wrong values", () => {
    expect(() => treeNetwork({type: "attention"})).toThrow(
      "unknown layer: attention; it must be one of sequence, "
    );
    expect(() => treeNetwork({type: "toString"})).toThrow("unknown layer: toString");
    expect(() => treeNetwork({type: "sum"})).toThrow("invalid sum: undefined; its children must be a list");
    expect(() => treeNetwork({type: "sum", children: []})).toThrow("invalid sum: no branches");
    const zero = {type: "maxPool", kernel: 0};
    expect(() => treeNetwork({type: "sequence", children: [zero]})).toThrow("invalid kernel: 0");
    expect(() => treeNetwork({type: "dense"})).toThrow("invalid units: none");
  });
});

test("a fixture of an unknown kind of network is refused by name", async () => {
  const changed = corrupted("mini_nin", ({network}) => ((network as {kind: string}).kind = "graph"));
  await expect(compare(changed)).rejects.toThrow("unknown kind of network: graph; it must be one of block");
});

test("toFixture(json) throws on what is not a fixture, and names what is missing", () => {
  expect(() => toFixture(null, "a.json")).toThrow("invalid fixture: a.json; it has no name, network");
  const rest = corrupted("basic_identity", (fixture) => void delete (fixture as Partial<Fixture>).gradients);
  expect(() => toFixture(rest, "b.json")).toThrow("invalid fixture: b.json; it has no gradients");
});
