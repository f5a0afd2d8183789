import {existsSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {faultsOf} from "../../components/fields/fault.js";
import type {WeightsReason} from "../../components/fields/rule.js";
import {createRandom} from "../../components/random/random.js";
import {guessNetwork} from "../../components/weights/guess/guessNetwork.js";
import {zipArchive} from "../../components/weights/pth/zipArchive.js";
import {readWeights} from "../../components/weights/readWeights.js";
import {valuesOf} from "../../components/weights/storedTensor.js";
import {fixture} from "./fixture.js";

const text = (value: string) => new TextEncoder().encode(value);

/** Returns why *bytes* are refused; undefined if they are read. */
async function reasonOf(bytes: Uint8Array, name = "file"): Promise<WeightsReason | undefined> {
  try {
    await readWeights(bytes, name);
    return undefined;
  } catch (error) {
    const rule = faultsOf(error)?.[0].rule;
    if (rule?.is !== "weightsFile") throw error;
    return rule.reason;
  }
}

/** A safetensors file of a *header*, whose length may lie. */
function safetensors(header: unknown, {data = 8, length}: {data?: number; length?: bigint} = {}): Uint8Array {
  const bytes = text(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + bytes.length + data);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(bytes.length), true);
  file.set(bytes, 8);
  return file;
}

const tensor = (changes: object = {}) => ({dtype: "F32", shape: [2], data_offsets: [0, 8], ...changes});

describe("readWeights(bytes) refuses a safetensors file", () => {
  const cases: [title: string, file: Uint8Array, WeightsReason][] = [
    ["whose header is said to have 10 GB", safetensors({}, {length: 10_000_000_000n}), "headerLength"],
    ["whose header is said to have 2⁶⁴ − 1 bytes", safetensors({}, {length: 2n ** 64n - 1n}), "headerLength"],
    ["whose header is no JSON", safetensors("{oh"), "headerJson"],
    ["whose header is a list", safetensors("{}".replace("{}", "[{}]")), "unknownFormat"],
    ["of an unknown type", safetensors({a: tensor({dtype: "Q4"})}), "dtype"],
    ["of a type of the prototype", safetensors({a: tensor({dtype: "toString"})}), "dtype"],
    ["of a shape that is not its bytes'", safetensors({a: tensor({shape: [3]})}), "tensorBytes"],
    ["of a negative size", safetensors({a: tensor({shape: [-2]})}), "tensorEntry"],
    ["of sizes beyond counting", safetensors({a: tensor({shape: [2 ** 40, 2 ** 40]})}), "tensorEntry"],
    ["whose tensor runs over the end", safetensors({a: tensor({data_offsets: [4, 12]})}), "tensorBytes"],
    ["whose tensor ends before it begins", safetensors({a: tensor({data_offsets: [8, 0]})}), "tensorBytes"],
    ["whose tensors overlap", safetensors({a: tensor(), b: tensor()}), "tensorOverlap"],
    ["with hidden bytes", safetensors({a: tensor()}, {data: 12}), "bytesLeft"],
    ["without tensors", safetensors({}, {data: 0}), "noTensors"],
    ["with an entry that is none", safetensors({a: null}), "tensorEntry"]
  ];
  for (const [title, file, reason] of cases)
    test(title, async () => {
      expect(await reasonOf(file)).toBe(reason);
    });

  test("which ends anywhere before its end", async () => {
    const whole = fixture("tiny_resnet.safetensors");
    for (const length of [0, 4, 8, 9, 1000, 20_000, whole.length - 1])
      expect(await reasonOf(whole.slice(0, length), "a.safetensors")).toBeDefined();
  });
});

/** A file of torch.save whose pickle is *instructions* after the protocol. */
function pth(instructions: string, others: [string, Uint8Array][] = []): Uint8Array {
  const pickle = Uint8Array.from(instructions, (character) => character.charCodeAt(0));
  const withProtocol = Uint8Array.from([0x80, 2, ...pickle]);
  return zipArchive([["a/data.pkl", withProtocol], ...others]);
}

const storage = "(U\x07storagectorch\nFloatStorage\nU\x010U\x03cpuI4\ntQ";
const rebuilt = (storage: string, shape: string, strides: string) =>
  `}U\x01actorch._utils\n_rebuild_tensor_v2\n(${storage}I0\n${shape}${strides}I00\n}tRs.`;
const four: [string, Uint8Array][] = [["a/data/0", new Uint8Array(16)]];

describe("readWeights(bytes) refuses a pickle", () => {
  test("not, if it is of a tensor", async () => {
    expect(await reasonOf(pth(rebuilt(storage, "(I4\nt", "(I1\nt"), four))).toBeUndefined();
  });

  const cases: [title: string, file: Uint8Array, WeightsReason][] = [
    ["that imports os.system", pth("cos\nsystem\n(U\x02lstR."), "pickleImport"],
    ["that imports eval by protocol 4", pth("\x8c\x08builtins\x8c\x04eval\x93."), "pickleImport"],
    ["that imports a part of torch", pth("ctorch.hub\nload\n)R."), "pickleImport"],
    ["that makes an instance", pth("ccollections\nOrderedDict\n)\x81."), "pickleOpcode"],
    ["that calls what is nothing to call", pth("U\x01a)R."), "pickleValue"],
    ["that ends too early", pth("}U\xff"), "pickleEnds"],
    ["that takes from an empty stack", pth("0."), "pickleValue"],
    ["that remembers nothing", pth("h\x05."), "pickleValue"],
    ["of a list", pth("]."), "noTensors"],
    ["of a dictionary that holds itself", pth("}q\x00U\x05modelh\x00s."), "noTensors"],
    ["of a storage that is not there", pth(rebuilt(storage, "(I4\nt", "(I1\nt")), "storage"],
    [
      "of a storage that is shorter than said",
      pth(rebuilt(storage, "(I4\nt", "(I1\nt"), [["a/data/0", new Uint8Array(8)]]),
      "storage"
    ],
    ["of a tensor beyond its storage", pth(rebuilt(storage, "(I4\nt", "(I2\nt"), four), "tensorBytes"],
    ["of an expanded tensor", pth(rebuilt(storage, "(I1000000\nt", "(I0\nt"), four), "tensorBytes"],
    ["of a negative stride", pth(rebuilt(storage, "(I4\nt", "(I-1\nt"), four), "pickleValue"],
    ["of strides that are too few", pth(rebuilt(storage, "(I2\nI2\nt", "(I1\nt"), four), "pickleValue"],
    [
      "of complex numbers",
      pth(rebuilt(storage.replace("Float", "ComplexFloat"), "(I4\nt", "(I1\nt"), four),
      "dtype"
    ]
  ];
  for (const [title, file, reason] of cases)
    test(title, async () => {
      expect(await reasonOf(file)).toBe(reason);
    });

  test("that PyTorch made of os.system, and runs nothing", async () => {
    expect(await reasonOf(fixture("hostile.pth"))).toBe("pickleImport");
    expect(existsSync("/tmp/it-ran")).toBe(false);
  });

  test("of a whole network, whose class it would import", async () => {
    expect(await reasonOf(fixture("network.pth"))).toBe("pickleImport");
  });

  test("of tensors that share a storage until they have more numbers than are read", async () => {
    const count = 2 ** 20;
    const large = storage.replace("I4\n", `I${count}\n`);
    const one = (i: number) =>
      `U\x03${String(i).padStart(3, "0")}ctorch._utils\n_rebuild_tensor_v2\n(${large}I0\n(I${count}\nt(I1\ntI00\n}tRs`;
    const pickle = `}${Array.from({length: 257}, (_, i) => one(i)).join("")}.`;
    expect(await reasonOf(pth(pickle, [["a/data/0", new Uint8Array(4 * count)]]))).toBe("tooManyValues");
  });
});

describe("readWeights(bytes) refuses a zip archive", () => {
  const pickle: [string, Uint8Array] = ["a/data.pkl", text("}.")];
  const changed = (file: Uint8Array, at: number, value: number) => {
    new DataView(file.buffer, file.byteOffset).setUint32(at < 0 ? file.length + at : at, value, true);
    return file;
  };
  /** Where the row of the directory begins, if there is one file in the archive. */
  const row = -22 - 46 - pickle[0].length;

  const cases: [title: string, file: Uint8Array, WeightsReason][] = [
    ["without a pickle", zipArchive([["a/b", text("c")]]), "noPickle"],
    ["with two", zipArchive([pickle, ["b/data.pkl", text("}.")]]), "noPickle"],
    ["with one name twice", zipArchive([pickle, pickle]), "zipEntry"],
    ["of big-endian numbers", zipArchive([pickle, ["a/byteorder", text("big")]]), "bigEndian"],
    ["whose entry begins elsewhere", changed(zipArchive([pickle]), row + 42, 1), "zipEntry"],
    [
      "whose entry is longer than the archive",
      changed(zipArchive([pickle]), row + 20, 0x7fffffff),
      "zipEntry"
    ],
    ["of 64-bit sizes", changed(zipArchive([pickle]), row + 20, 0xffffffff), "zip64"],
    ["whose directory is said to be longer", changed(zipArchive([pickle]), -10, 0x7fffffff), "zipDirectory"],
    ["packed otherwise", changed(zipArchive([pickle]), row + 8, 99 << 16), "zipMethod"],
    ["that is encrypted", changed(zipArchive([pickle]), row + 8, 1), "zipMethod"],
    ["that lies about being deflated", changed(zipArchive([pickle]), row + 8, 8 << 16), "zipInflate"]
  ];
  for (const [title, file, reason] of cases)
    test(title, async () => {
      expect(await reasonOf(file)).toBe(reason);
    });

  test("whose entries share bytes, as those of a small file that unpacks to a large one", async () => {
    const file = zipArchive([pickle, ["a/data/0", text("01234567")]]);
    const second = file.length - 22 - 46 - "a/data/0".length;
    expect(await reasonOf(changed(file, second + 42, 0))).toBe("zipOverlap");
  });

  test("whose entry unpacks to more than it says: a bomb", async () => {
    const zeros = new Blob([new Uint8Array(2 ** 22)])
      .stream()
      .pipeThrough(new CompressionStream("deflate-raw"));
    const packed = new Uint8Array(await new Response(zeros).arrayBuffer());
    const file = zipArchive([["a/data.pkl", packed]]);
    changed(file, file.length - 22 - 46 - "a/data.pkl".length + 8, 8 << 16);
    expect(packed.length).toBeLessThan(5000);
    expect(await reasonOf(file)).toBe("zipInflate");
  });

  test("which ends anywhere before its end", async () => {
    const whole = fixture("tiny_resnet.pth");
    for (const length of [2, 4, 1000, 20_000, 200_000, whole.length - 1])
      expect(await reasonOf(whole.slice(0, length))).toBe("zipDirectory");
  });
});

describe("readWeights(bytes) of 500 mutations", () => {
  const names = [
    "float32.pth",
    "deflated.pth",
    "wrapped.pth",
    "views.pth",
    "protocol4.pth",
    "tiny_resnet.safetensors"
  ];
  const random = createRandom(2016);
  const below = (most: number) => Math.floor(random.uniform() * most);

  /** Sets bytes, cuts, or repeats a part; of a large file mostly its beginning, where it says what it is. */
  function mutated(name: string): Uint8Array {
    const whole = fixture(name);
    const reach = Math.min(whole.length, 4000);
    const kind = below(8);
    if (kind === 0) return whole.slice(0, below(whole.length));
    if (kind === 1) return Uint8Array.from([...whole.slice(0, below(reach)), ...whole.slice(below(reach))]);
    for (let i = 0; i <= below(6); i++) whole[below(reach)] = below(256);
    return whole;
  }

  test("gives tensors or a fault, never another error", async () => {
    let refused = 0;
    for (let i = 0; i < 500; i++) {
      try {
        const {tensors} = await readWeights(mutated(names[i % names.length]), "mutated");
        for (const tensor of tensors.filter(({dtype}) => dtype === "F32")) valuesOf(tensor);
        guessNetwork(tensors);
      } catch (error) {
        expect(faultsOf(error), String(error)).toBeDefined();
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(250);
  });
});
