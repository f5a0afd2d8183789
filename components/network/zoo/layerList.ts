import {type Expression, label, sequence} from "../expression.js";
import {conv, type ConvOptions, type Leaf, relu} from "../leaf.js";

/** Returns *leaves* under the numbers of their places from *first*, as PyTorch names the parts of an `nn.Sequential`. */
export function numbered(leaves: Leaf[], first = 0): Expression {
  return sequence(...leaves.map((leaf, i) => label(String(first + i), leaf)));
}

/** Returns a convolution with a bias, and the ReLU that follows it. */
export function convRelu(filters: number, kernel: number, options: ConvOptions = {}): [Leaf, Leaf] {
  return [conv(filters, kernel, {bias: true, ...options}), relu()];
}

/** Returns a convolution with a bias under a *name*, and its ReLU. */
export function namedConv(
  name: string,
  filters: number,
  kernel: number,
  options: ConvOptions = {}
): Expression {
  const [convolution, activation] = convRelu(filters, kernel, options);
  return sequence(label(name, convolution), label("relu", activation));
}
