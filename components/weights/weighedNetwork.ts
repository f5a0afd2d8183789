import type {ModelState} from "../experiment/modelState.js";
import {invalid} from "../fields/fault.js";
import type {Expression} from "../network/expression.js";
import {namedNetwork} from "../network/named.js";
import type {NamedOptions} from "../network/networkFields.js";
import {networkTitle} from "../network/networkTitle.js";
import {parameters} from "../network/parameters.js";
import type {Volume} from "../network/shapes.js";
import {fittedState, fitWeights, type WeightsFit} from "./fitWeights.js";
import {guessNetwork} from "./guess/guessNetwork.js";
import type {StoredWeights} from "./storedTensor.js";

/** A network, and how a file's weights fit it. */
export interface WeighedNetwork {
  readonly title: string;
  readonly plainAlike: boolean;
  readonly expression: Expression;
  readonly input: Volume;
  readonly fit: WeightsFit;
  /** Returns all its values. Throws a FaultError where the file does not fill the network. */
  state(): ModelState;
}

/** Options of weighedNetwork. */
export interface WeighedOptions {
  /** The network's name. Defaults to guessing the network from names and shapes. */
  name?: string;
  /** Options of the network that is named. Defaults to none. */
  options?: NamedOptions;
  /** `[height, width, channels]` of one image. Defaults to what is usual for the network. */
  volume?: Volume;
}

/** Returns the network that is named, or else the one that names and shapes are of, and how the file's weights fit it. */
export function weighedNetwork(
  {tensors}: StoredWeights,
  {name, options = {}, volume}: WeighedOptions = {}
): WeighedNetwork {
  const found =
    name === undefined
      ? guessNetwork(tensors)
      : {...namedNetwork(name, options), title: networkTitle(name, options), plainAlike: false};
  const input = volume ?? found.input;
  const specs = parameters(found.expression, input);
  const fit = fitWeights(specs, tensors);
  return {
    ...found,
    ...{input, fit},
    state() {
      checkComplete(fit);
      return fittedState(specs, tensors, fit);
    }
  };
}

/** Throws a FaultError where a network has tensors that a file does not fill. */
function checkComplete({rows}: WeightsFit): void {
  const missing = rows.filter(({status}) => status !== "fitted" && status !== "unexpected");
  if (missing.length === 0) return;
  throw invalid("file", "these weights", "weightsComplete", {
    missing: missing.length,
    example: missing[0].name
  });
}
