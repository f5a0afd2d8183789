import type {Conv, Dense} from "../../../network/leaf.js";
import {gateOf} from "../../ground.js";
import {rowsOf} from "../../sizes.js";
import type {Tensor} from "../../tensor.js";
import type {Term, Value} from "../../value.js";
import type {Differentiation} from "../differentiation.js";
import {addendOf, type Ending, endingOf, epilogueOf} from "../ending.js";
import type {Flatten} from "../flatten/operation.js";
import type {OperationBase} from "../operationBase.js";
import type {OperationDescriptor} from "../operationDescriptor.js";
import type {Tracing} from "../tracing.js";
import {filterSize, type Geometry} from "./geometry.js";

/** The windows of a convolution. A dense layer is one of 1×1 windows on a 1×1 image, into which a volume is flattened. */
export type Windows = Pick<Conv, "kernel" | "stride" | "padding" | "dilation" | "groups" | "bias">;

/** A convolution, with what follows it. */
export interface Convolution extends OperationBase, Ending {
  readonly type: "convolution";
  readonly input: Value;
  readonly windows: Windows;
}

/** Convolutions and dense layers. */
export const convolutionOperation: OperationDescriptor<Convolution> = {
  type: "convolution",
  takesIn: "sum",
  leaves: {
    conv: (leaf, x, {layerName, materialized, add}) =>
      add<Convolution>({type: "convolution", name: layerName(), input: materialized(x), windows: leaf}),
    dense: (leaf, x, tracing) =>
      tracing.add<Convolution>({
        type: "convolution",
        name: tracing.layerName(),
        input: flattened(x, tracing),
        windows: pointwise(leaf)
      })
  },
  inputs: (operation) => [operation.input, ...addendOf(operation)],
  trained: ({windows}) => ["weight", ...(windows.bias ? (["bias"] as const) : [])],
  lower(operation, y, lowering) {
    const {name, windows, input} = operation;
    const {call, tensorOf} = lowering;
    const {batch, layout} = lowering.ground;
    const geometry = geometryOf(operation, batch);
    call(
      {type: "convolution", geometry, bias: windows.bias, epilogue: epilogueOf(operation)},
      {
        x: tensorOf(input),
        weight: layout.tensor(name, "weight"),
        bias: windows.bias ? layout.tensor(name, "bias") : undefined,
        ...endingOf(operation, lowering)
      },
      {y}
    );
  },
  differentiate(operation, dy, differentiation) {
    const {ground, call, gradients, slope, passAddend} = differentiation;
    const geometry = geometryOf(operation, ground.batch);
    const gate = gateOf(operation, ground);
    const gated = gate !== undefined;
    slope(operation, dy);
    differentiateFilter(operation, dy, differentiation);
    if (operation.windows.bias) differentiateBias(operation, dy, differentiation);
    gradients.accumulate(operation.input, (dx, accumulation, keepGate) =>
      call(
        {type: "inputGradient", geometry, gated, accumulation},
        {dy, weight: ground.layout.tensor(operation.name, "weight"), gate, keepGate},
        {dx}
      )
    );
    passAddend(operation, dy);
  }
};

function differentiateFilter(
  operation: Convolution,
  dy: Tensor,
  {ground, call, sums, tensorOf}: Differentiation
): void {
  const geometry = geometryOf(operation, ground.batch);
  const gate = gateOf(operation, ground);
  const gated = gate !== undefined;
  const weight = ground.layout.gradient(operation.name, "weight");
  sums.add(weight, filterSize(geometry), ground.parts.filter(geometry), (parts, partials) =>
    call(
      {type: "filterGradient", geometry, gated, parts},
      {x: tensorOf(operation.input), dy, gate},
      {partials}
    )
  );
}

function differentiateBias(operation: Convolution, dy: Tensor, {ground, call, sums}: Differentiation): void {
  const size = rowsOf(operation.output, ground.batch);
  const gate = gateOf(operation, ground);
  const gated = gate !== undefined;
  const bias = ground.layout.gradient(operation.name, "bias");
  sums.add(bias, size.channels, ground.parts.rows(size.rows, size.channels), (parts, partials) =>
    call({type: "biasGradient", ...size, gated, parts}, {dy, gate}, {partials})
  );
}

/** Returns the sizes of a convolution. */
function geometryOf({input, output, windows}: Convolution, batch: number): Geometry {
  const [height, width, channels] = input.volume;
  const [outHeight, outWidth, filters] = output.volume;
  const {kernel, stride, padding, dilation, groups} = windows;
  return {
    batch,
    height,
    width,
    channels,
    outHeight,
    outWidth,
    filters,
    kernel,
    stride,
    padding,
    dilation,
    groups
  };
}

/** Returns a volume as one position with all its values as channels. */
function flattened(x: Term, {name, materialized, addOf}: Tracing): Value {
  const [height, width, channels] = x.value.volume;
  const input = materialized(x);
  if (height * width === 1) return input;
  const flatName = `${name} input`;
  return addOf<Flatten>({type: "flatten", name: flatName, input}, [1, 1, height * width * channels]).value;
}

function pointwise({bias}: Dense): Windows {
  return {kernel: 1, stride: 1, padding: 0, dilation: 1, groups: 1, bias};
}
