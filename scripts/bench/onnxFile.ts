import {epsilon} from "../../components/model/normConstants.js";
import type {Expression} from "../../components/network/expression.js";
import {evaluate} from "../../components/network/fold.js";
import type {Leaf, Pool} from "../../components/network/leaf.js";
import {createLayerNamer, parameters, type ParameterSpec} from "../../components/network/parameters.js";
import type {Volume} from "../../components/network/shapes.js";
import {concatenatedBytes} from "../../components/weights/concatenatedBytes.js";
import {shapeInPyTorch, valuesToPyTorch} from "../../components/weights/pytorchLayout.js";
import {bytesField, type Fields, floatField, integerField} from "./protobuf.js";
import {weightNames} from "./weightNames.js";

/** What an ONNX file is made of. */
export interface OnnxOptions {
  network: Expression;
  /** `[height, width, channels]` */
  input: Volume;
  batch: number;
  valuesOf(spec: ParameterSpec): Float32Array;
}

/** A node in the making: the name of what it puts out. */
type NodeMaker = (operator: string, inputs: readonly string[], attributes?: Fields) => string;

const operatorSet = 17;
const irVersion = 8;
/** TensorProto.DataType.FLOAT */
const float32 = 1;
/** AttributeProto.AttributeType */
const attributeTypes = {float: 1, integer: 2, integers: 7};

/**
 * Returns an ONNX file of a network that looks, by running statistics: from `images`, `[batch, channels, height, width]`,
 * to `logits`, `[batch, classes]`. Fields have the numbers of onnx.proto. Throws if there is a layer that is not written here.
 */
export function onnxFile({network, input, batch, valuesOf}: OnnxOptions): Uint8Array {
  const [height, width, channels] = input;
  const nodes: Uint8Array[] = [];
  const nameOf = createLayerNamer();
  const node: NodeMaker = (operator, inputs, attributes = []) => {
    const output = `value${nodes.length}`;
    nodes.push(bytesField(1, nodeFields(operator, inputs, output, attributes)));
    return output;
  };
  const output = evaluate<string>(network, "images", {
    leaf: (leaf, x, label) => {
      const layer = ["conv", "dense", "norm"].includes(leaf.type) ? nameOf(leaf, label) : "";
      return leafNode(leaf, node, (...suffixes) => [x, ...suffixes.map((suffix) => `${layer}.${suffix}`)]);
    },
    sum: (branches) => node("Sum", branches),
    concat: (branches) => node("Concat", branches, [integer("axis", 1)])
  });
  nodes.push(bytesField(1, nodeFields("Flatten", [output], "logits", [])));
  const graph = [
    ...nodes,
    bytesField(2, "network"),
    ...parameters(network, input).map((spec) => bytesField(5, tensorFields(spec, valuesOf(spec)))),
    bytesField(11, valueFields("images", [batch, channels, height, width])),
    bytesField(12, valueFields("logits"))
  ];
  const operators = [bytesField(1, ""), integerField(2, operatorSet)];
  return concatenatedBytes([integerField(1, irVersion), bytesField(7, graph), bytesField(8, operators)]);
}

/** Writes a leaf, whose inputs are the value that comes to it and its parameters by their suffixes, as *node*. */
function leafNode(leaf: Leaf, node: NodeMaker, inputs: (...suffixes: string[]) => string[]): string {
  switch (leaf.type) {
    case "conv":
      return node("Conv", inputs(...weightNames(leaf)), [
        ...windowOf(leaf),
        integers("dilations", [leaf.dilation, leaf.dilation]),
        integer("group", leaf.groups)
      ]);
    case "norm":
      return node("BatchNormalization", inputs("weight", "bias", "running_mean", "running_var"), [
        float("epsilon", epsilon)
      ]);
    case "relu":
    case "tanh":
    case "sigmoid":
      return node({relu: "Relu", tanh: "Tanh", sigmoid: "Sigmoid"}[leaf.type], inputs());
    case "maxPool":
    case "averagePool":
      return node(leaf.type === "maxPool" ? "MaxPool" : "AveragePool", inputs(), [
        ...windowOf(leaf),
        integer("ceil_mode", Number(leaf.ceil))
      ]);
    case "globalAveragePool":
      return node("GlobalAveragePool", inputs());
    case "dense": {
      const [x, ...weights] = inputs(...weightNames(leaf));
      return node("Gemm", [node("Flatten", [x]), ...weights], [integer("transB", 1)]);
    }
    case "identity":
    case "dropout":
      return node("Identity", inputs());
    default:
      throw new Error(`no operator of ONNX for ${leaf.type}`);
  }
}

function windowOf({kernel, stride, padding}: Pick<Pool, "kernel" | "stride" | "padding">): Fields {
  return [
    integers("kernel_shape", [kernel, kernel]),
    integers("strides", [stride, stride]),
    integers("pads", [padding, padding, padding, padding])
  ];
}

/** NodeProto */
function nodeFields(operator: string, inputs: readonly string[], output: string, attributes: Fields): Fields {
  return [
    ...inputs.map((input) => bytesField(1, input)),
    bytesField(2, output),
    bytesField(4, operator),
    ...attributes
  ];
}

/** TensorProto, in PyTorch's layout, which is ONNX's. */
function tensorFields(spec: ParameterSpec, values: Float32Array): Fields {
  return [
    ...shapeInPyTorch(spec).map((size) => integerField(1, size)),
    integerField(2, float32),
    bytesField(8, spec.name),
    bytesField(9, new Uint8Array(valuesToPyTorch(values, spec).buffer))
  ];
}

/** ValueInfoProto; without a *shape* for what follows from the rest. */
function valueFields(name: string, shape?: readonly number[]): Fields {
  const sizes =
    shape &&
    bytesField(
      2,
      shape.map((size) => bytesField(1, [integerField(1, size)]))
    );
  const tensor = [integerField(1, float32), ...(sizes ? [sizes] : [])];
  return [bytesField(1, name), bytesField(2, [bytesField(1, tensor)])];
}

function integer(name: string, value: number): Uint8Array {
  return attribute(name, attributeTypes.integer, [integerField(3, value)]);
}

function integers(name: string, values: readonly number[]): Uint8Array {
  const fields = values.map((value) => integerField(8, value));
  return attribute(name, attributeTypes.integers, fields);
}

function float(name: string, value: number): Uint8Array {
  return attribute(name, attributeTypes.float, [floatField(2, value)]);
}

/** A field of NodeProto: AttributeProto. */
function attribute(name: string, type: number, value: Fields): Uint8Array {
  return bytesField(5, [bytesField(1, name), ...value, integerField(20, type)]);
}
