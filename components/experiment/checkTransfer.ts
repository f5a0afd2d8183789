import {invalid} from "../fields/fault.js";
import {type NamedNetwork, namedNetwork} from "../network/named.js";
import {parameters, type ParameterSpec} from "../network/parameters.js";
import type {NetworkSettings} from "./fields.js";
import {type ShippedWeights, shippedWeights} from "./shippedWeights.js";

/** What a run says of it. */
export interface TransferSettings {
  network: Pick<NetworkSettings, "weights" | "body" | "statistics">;
  measurementInterval: number;
}

/**
 * Checks what a run says of the weights that its *network* begins with, and of a frozen body. Throws a FaultError where the
 * weights are of another body, where there is no head to train alone, and where statistics are frozen that cannot be.
 */
export function checkTransfer(
  {
    network: {weights = "none", body = "trained", statistics = "follow"},
    measurementInterval
  }: TransferSettings,
  network: NamedNetwork
): void {
  const own = parameters(network.expression, network.input);
  const {network: trained}: ShippedWeights = shippedWeights[weights];
  if (trained && bodyText(own) !== bodyText(parametersOf(trained)))
    throw invalid("weights", weights, "bodyOf", {network: trained.name, width: trained.width});
  if (body === "frozen" && !own.some(({head}) => head))
    throw invalid("body", body, "noHead", {network: network.name});
  if (statistics === "frozen" && body !== "frozen") throw invalid("statistics", statistics, "frozenBody", {});
  if (statistics === "frozen" && measurementInterval > 0)
    throw invalid("measurementInterval", measurementInterval, "followingStatistics", {});
}

function parametersOf({name, ...options}: {name: string; width: number}): ParameterSpec[] {
  const {expression, input} = namedNetwork(name, options);
  return parameters(expression, input);
}

/** All that weights must fit: names and shapes of what is not the head. */
function bodyText(specs: readonly ParameterSpec[]): string {
  return specs
    .filter(({head}) => !head)
    .map(({name, shape}) => `${name} ${shape.join("×")}`)
    .join();
}
