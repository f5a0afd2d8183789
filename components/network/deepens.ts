import type {NamedNetwork} from "./named.js";
import {parameters} from "./parameters.js";

/** Returns the names of the parameters and statistics that a *deep* network has and a *shallow* one has not. */
export function addedParameters(shallow: NamedNetwork, deep: NamedNetwork): string[] {
  const known = new Set(parameters(shallow.expression, shallow.input).map(({name}) => name));
  return parameters(deep.expression, deep.input).flatMap(({name}) => (known.has(name) ? [] : [name]));
}

/**
 * Throws unless *deep* is *shallow* with more blocks: every parameter of the shallow network is in the deep one, under
 * the same name and of the same shape, and blocks are added that begin as the identity, with F ≡ 0.
 */
export function checkDeepens(shallow: NamedNetwork, deep: NamedNetwork): void {
  const fault = (reason: string) =>
    new RangeError(`invalid deepened: ${deep.name} from ${shallow.name}; ${reason}`);
  const shapes = new Map(
    parameters(deep.expression, deep.input).map(({name, shape}) => [name, shape.join()])
  );
  const odd = parameters(shallow.expression, shallow.input).find(
    ({name, shape}) => shapes.get(name) !== shape.join()
  );
  if (odd) throw fault(`the deep network must have every layer of the shallow one, and ${odd.name} differs`);
  const added = addedParameters(shallow, deep);
  if (added.length === 0) throw fault("the deep network must have more blocks");
  const starts = new Set(
    parameters(deep.expression, deep.input).flatMap(({zeroInit, layerName}) =>
      zeroInit ? [blockOf(layerName)] : []
    )
  );
  if (added.some((name) => !starts.has(blockOf(name))))
    throw fault("its blocks must begin as the identity: choose zeroInit, which starts their last γ at 0");
}

/** `layer1.3` of `layer1.3.conv1.weight`. */
function blockOf(name: string): string {
  return name.split(".").slice(0, 2).join(".");
}
