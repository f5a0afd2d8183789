import {type BlockShape, blockShapes} from "../../network/blockShapes.js";
import {type Expression, group, sequence, sum} from "../../network/expression.js";
import {identity, padChannels, subsample} from "../../network/leaf.js";
import type {Volume} from "../../network/shapes.js";

/**
 * Returns *network* with a shortcut round every plain block, so that a gate can take a block away: gate {residual: 1,
 * shortcut: 0} leaves the network as it is, {residual: 0, shortcut: 1} puts the identity in the block's place, or, where
 * shapes change, every stride-th position with zero channels at the end: the shortcut of option A. All parameters keep
 * their names. A residual network stays as it is.
 *
 * Source: Veit et al. 2016 (arXiv:1605.06431), §4.1, delete layers of VGG, which has no shortcuts, in this manner; for
 * option A, He et al. 2015 (arXiv:1512.03385), §4.1.
 */
export function withBypasses(network: Expression, input: Volume): Expression {
  const plain = new Map(
    blockShapes(network, input).flatMap((block) => (block.shortcut ? [] : [[block.name, block]]))
  );
  return plain.size === 0 ? network : rebuilt(network, "", plain);
}

function rebuilt(expression: Expression, name: string, plain: ReadonlyMap<string, BlockShape>): Expression {
  if (expression.type === "sequence")
    return sequence(...expression.parts.map((part) => rebuilt(part, name, plain)));
  if (expression.type !== "group") return expression; // blocks stand in a row, in no branch
  const {label, role, body} = expression;
  const inner = [name, label ?? ""].filter((part) => part !== "").join(".");
  const block = role === "block" ? plain.get(inner) : undefined;
  const within = block
    ? sum(group(body, {role: "residual"}), group(bypass(block), {role: "shortcut"}))
    : rebuilt(body, inner, plain);
  return group(within, {label, role});
}

function bypass({name, input, output}: BlockShape): Expression {
  const stride = Math.max(1, Math.round(input[0] / output[0]));
  const fits = [0, 1].every((axis) => Math.ceil(input[axis] / stride) === output[axis]);
  if (!fits || output[2] < input[2])
    throw new RangeError(
      `invalid block: ${name}, from ${input.join("×")} to ${output.join("×")}; no shortcut of option A fits`
    );
  const parts = [
    ...(stride > 1 ? [subsample(stride)] : []),
    ...(output[2] > input[2] ? [padChannels(output[2])] : [])
  ];
  return parts.length === 0 ? identity() : sequence(...parts);
}
