import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {faultsOf} from "../../components/fields/fault.js";
import {readWeights} from "../../components/weights/readWeights.js";
import {writeSafetensors} from "../../components/weights/safetensors/writeSafetensors.js";
import {countOf, valuesOf} from "../../components/weights/storedTensor.js";
import {fixture} from "./fixture.js";

// torch.arange(24) / 8 - 1
const values = Float32Array.from({length: 24}, (_, i) => i / 8 - 1);

async function read(name: string) {
  const {format, tensors} = await readWeights(fixture(name), name);
  return {format, tensors, byName: new Map(tensors.map((tensor) => [tensor.name, tensor]))};
}

describe("readWeights(bytes) of what torch.save wrote", () => {
  for (const [name, dtype] of [
    ["float32.pth", "F32"],
    ["float16.pth", "F16"],
    ["bfloat16.pth", "BF16"],
    ["float64.pth", "F64"],
    ["wrapped.pth", "F32"],
    ["model.pt", "F32"],
    ["deflated.pth", "F32"],
    ["protocol3.pth", "F32"],
    ["protocol4.pth", "F32"],
    ["protocol5.pth", "F32"]
  ] as const)
    test(`${name} has its tensors by name, of ${dtype}`, async () => {
      const {byName, format} = await read(name);
      expect(format).toBe("pth");
      expect([...byName.keys()]).toEqual(["conv1.weight", "fc.weight", "bn1.num_batches_tracked"]);
      const conv = byName.get("conv1.weight")!;
      expect([conv.dtype, conv.shape]).toEqual([dtype, [2, 3, 2, 2]]);
      expect(valuesOf(conv)).toEqual(values);
      expect(valuesOf(byName.get("fc.weight")!)).toEqual(values.slice(0, 6));
      expect(byName.get("bn1.num_batches_tracked")).toMatchObject({dtype: "I64", shape: []});
    });

  test("parameters.pth has parameters, which are tensors", async () => {
    const {byName} = await read("parameters.pth");
    expect(valuesOf(byName.get("conv1.weight")!)).toEqual(values);
  });

  test("views.pth has views of one storage: channels last, transposed, from the middle", async () => {
    const {byName} = await read("views.pth");
    const conv = byName.get("conv1.weight")!;
    const at = (o: number, i: number, y: number, x: number) => values[((o * 2 + y) * 2 + x) * 3 + i];
    const expected = Float32Array.from({length: 24}, (_, n) =>
      at(Math.floor(n / 12), Math.floor(n / 4) % 3, Math.floor(n / 2) % 2, n % 2)
    );
    expect([conv.shape, valuesOf(conv)]).toEqual([[2, 3, 2, 2], expected]);
    const fc = byName.get("fc.weight")!;
    expect([fc.shape, [...valuesOf(fc)]]).toEqual([[2, 3], [0, 2, 4, 1, 3, 5].map((i) => values[i])]);
    expect(valuesOf(byName.get("fc.bias")!)).toEqual(values.slice(20, 22));
  });
});

// The places of its last tensors multiply to more than a number holds exactly.
test("readWeights(bytes) reads a file as large as ResNet-50's", async () => {
  const zeros = (name: string, shape: number[]) =>
    ({name, dtype: "F32", shape, bytes: () => new Uint8Array(4 * countOf(shape))}) as const;
  const bytes = writeSafetensors([zeros("body.weight", [23_561_152]), zeros("fc.weight", [1000, 2048])]);
  const {tensors} = await readWeights(bytes, "resnet50.safetensors");
  expect(tensors.map(({name, shape}) => [name, shape])).toEqual([
    ["body.weight", [23_561_152]],
    ["fc.weight", [1000, 2048]]
  ]);
});

describe("readWeights(bytes) of the two formats", () => {
  test("gives the same tensors of one network, whose sums are PyTorch's", async () => {
    const {stateDict} = JSON.parse(readFileSync("tests/fixtures/weights/tiny_resnet.json", "utf8")) as {
      stateDict: {name: string; shape: number[]; dtype: string; sum: number}[];
    };
    for (const name of ["tiny_resnet.pth", "tiny_resnet.safetensors"]) {
      const {byName} = await read(name);
      expect(byName.size).toBe(stateDict.length);
      for (const {name, shape, sum} of stateDict.filter(({dtype}) => dtype === "float32")) {
        const tensor = byName.get(name)!;
        expect(tensor.shape).toEqual(shape);
        expect(valuesOf(tensor).reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 3);
        expect(tensor.bytes()).toHaveLength(4 * countOf(shape));
      }
    }
  });

  test("takes away what DataParallel and torch.compile put before every name, and not before some", async () => {
    const {tensors} = await read("float32.pth");
    const renamed = (name: (own: string, i: number) => string) =>
      writeSafetensors(tensors.map((tensor, i) => ({...tensor, name: name(tensor.name, i)})));
    const names = async (bytes: Uint8Array) => (await readWeights(bytes, "a")).tensors.map(({name}) => name);
    const own = tensors.map(({name}) => name);
    expect(await names(renamed((name) => `module.${name}`))).toEqual(own);
    expect(await names(renamed((name) => `_orig_mod.module.${name}`))).toEqual(own);
    expect(await names(renamed((name, i) => (i === 0 ? `module.${name}` : name)))).toContain(
      "module.conv1.weight"
    );
  });

  test("rejects with a fault of the field file, whose value is the file's name", async () => {
    const error = await readWeights(fixture("legacy.pth"), "legacy.pth").catch((error: unknown) => error);
    expect(faultsOf(error)).toEqual([
      {field: "file", value: "legacy.pth", rule: {is: "weightsFile", reason: "legacyPth"}}
    ]);
  });
});
