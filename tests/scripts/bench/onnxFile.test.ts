import {describe, expect, test} from "vitest";
import {label, sequence, sum} from "../../../components/network/expression.js";
import {
  conv,
  dense,
  globalAveragePool,
  identity,
  norm,
  relu,
  scale
} from "../../../components/network/leaf.js";
import {onnxFile} from "../../../scripts/bench/onnxFile.js";
import {bytesField, floatField, integerField} from "../../../scripts/bench/protobuf.js";

describe("fields", () => {
  test("are those of the wire format", () => {
    expect([...integerField(1, 150)]).toEqual([0x08, 0x96, 0x01]); // the example of protobuf.dev/programming-guides/encoding
    expect([...bytesField(2, "testing")]).toEqual([0x12, 7, ...new TextEncoder().encode("testing")]);
    expect([...bytesField(3, [integerField(1, 150)])]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
    expect([...floatField(2, 1)]).toEqual([0x15, 0, 0, 0x80, 0x3f]);
    expect([...integerField(20, 2 ** 32)]).toEqual([0xa0, 1, 0x80, 0x80, 0x80, 0x80, 0x10]);
  });
});

describe("onnxFile(options)", () => {
  const network = sequence(
    sum(sequence(label("conv1", conv(2, 3)), norm(), relu()), identity()),
    globalAveragePool(),
    label("fc", dense(3))
  );
  const options = {
    network,
    input: [4, 4, 2] as const,
    batch: 1,
    valuesOf: ({shape}: {shape: readonly number[]}) =>
      Float32Array.from({length: shape.reduce((a, b) => a * b, 1)}, (_, i) => i)
  };

  test("has the operators in order, and the parameters by PyTorch's names and layout", () => {
    const {graph} = readModel(onnxFile(options));
    expect(graph.nodes).toEqual([
      "Conv(images, conv1.weight)",
      "BatchNormalization(value0, norm.weight, norm.bias, norm.running_mean, norm.running_var)",
      "Relu(value1)",
      "Identity(images)",
      "Sum(value2, value3)",
      "GlobalAveragePool(value4)",
      "Flatten(value5)",
      "Gemm(value6, fc.weight, fc.bias)",
      "Flatten(value7)"
    ]);
    expect(graph.tensors["conv1.weight"].shape).toEqual([2, 2, 3, 3]);
    expect(graph.tensors["fc.weight"]).toEqual({shape: [3, 2], values: [0, 3, 1, 4, 2, 5]});
  });

  test("says which layer it cannot write", () => {
    expect(() => onnxFile({...options, network: scale(0.5)})).toThrow("no operator of ONNX for scale");
  });
});

/** A message's fields: numbers, and bytes. */
function readFields(bytes: Uint8Array): {field: number; value: number | Uint8Array}[] {
  const fields: {field: number; value: number | Uint8Array}[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    const length = {0: 0, 2: -1, 5: 4}[wire]!;
    if (length === 0) fields.push({field, value: varint()});
    else {
      const size = length < 0 ? varint() : length;
      fields.push({field, value: bytes.subarray(at, (at += size))});
    }
  }
  return fields;
}

function readModel(bytes: Uint8Array) {
  const text = (value: number | Uint8Array) => new TextDecoder().decode(value as Uint8Array);
  const graph = readFields(readFields(bytes).find(({field}) => field === 7)!.value as Uint8Array);
  const messages = (number: number) =>
    graph.filter(({field}) => field === number).map(({value}) => readFields(value as Uint8Array));
  const all = (fields: ReturnType<typeof readFields>, number: number) =>
    fields.filter(({field}) => field === number).map(({value}) => value);
  const nodes = messages(1).map(
    (fields) => `${text(all(fields, 4)[0])}(${all(fields, 1).map(text).join(", ")})`
  );
  const tensors = Object.fromEntries(
    messages(5).map((fields) => {
      const raw = all(fields, 9)[0] as Uint8Array;
      return [
        text(all(fields, 8)[0]),
        {shape: all(fields, 1), values: [...new Float32Array(raw.slice().buffer)]}
      ];
    })
  );
  return {graph: {nodes, tensors}};
}
