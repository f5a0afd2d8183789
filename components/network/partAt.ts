import type {Expression, Group} from "./expression.js";
import {evaluate} from "./fold.js";
import {shapeRules, toVolume, type Volume} from "./shapes.js";

/** Returns the group of a network that has the dotted *name*, such as `layer2.0`, and the volume that enters it. */
export function partAt(network: Expression, input: Volume, name: string): {part: Group; input: Volume} {
  let found: {part: Group; input: Volume} | undefined;
  evaluate(network, toVolume(input), {
    ...shapeRules,
    enter: (part, input, own) => {
      if (own === name && part.label !== undefined) found ??= {part, input};
    }
  });
  if (!found) throw new RangeError(`unknown part: ${name}; the network has no such group`);
  return found;
}
