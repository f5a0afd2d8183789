import {namedNetwork} from "../../components/network/named.js";
import {type NamedOptions} from "../../components/network/networkFields.js";
import {parameters, type ParameterSpec} from "../../components/network/parameters.js";
import {shapeInPyTorch} from "../../components/weights/pytorchLayout.js";
import {countOf, type StoredTensor} from "../../components/weights/storedTensor.js";

/** Returns the parameters of a network, and tensors of their names and shapes, all of zeros. */
export function storedNetwork(
  name: string,
  options?: NamedOptions
): {specs: ParameterSpec[]; tensors: StoredTensor[]} {
  const {expression, input} = namedNetwork(name, options);
  const specs = parameters(expression, input);
  return {specs, tensors: specs.map((spec) => zeros(spec.name, shapeInPyTorch(spec)))};
}

/** Returns a tensor of zeros. */
export function zeros(name: string, shape: readonly number[]): StoredTensor {
  return {name, dtype: "F32", shape, bytes: () => new Uint8Array(4 * countOf(shape))};
}
