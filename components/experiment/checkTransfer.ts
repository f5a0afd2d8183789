import {invalid} from "../fields/fault.js";
import {type NamedNetwork, namedNetwork} from "../network/named.js";
import {parameters} from "../network/parameters.js";
import type {NetworkSettings} from "./fields.js";
import {type ShippedWeights, shippedWeights} from "./shippedWeights.js";

/** What a run says of it. */
export interface TransferSettings {
  network: Pick<NetworkSettings, "weights" | "body" | "statistics" | "unfrozenAfter">;
  measurementInterval: number;
  steps: number;
  /** How the run is deepened, if it is. */
  deepened?: object;
}

/**
 * Checks what a run says of the weights that its *network* begins with, and of a frozen body. Throws a FaultError where the
 * weights are of another body, where there is no head to train alone, where statistics are frozen that cannot be, and where a
 * body is to be unfrozen that is not frozen, or never.
 */
export function checkTransfer(
  {
    network: {weights = "none", body = "trained", statistics = "follow", unfrozenAfter},
    measurementInterval,
    steps,
    deepened
  }: TransferSettings,
  network: NamedNetwork
): void {
  const {network: trained}: ShippedWeights = shippedWeights[weights];
  if (trained && bodyText(network) !== bodyText(namedNetwork(trained.name, {width: trained.width})))
    throw invalid("weights", weights, "bodyOf", {network: trained.name, width: trained.width});
  if (body === "frozen" && !parameters(network.expression, network.input).some(({head}) => head))
    throw invalid("body", body, "noHead", {network: network.name});
  if (statistics === "frozen" && body !== "frozen") throw invalid("statistics", statistics, "frozenBody", {});
  if (statistics === "frozen" && measurementInterval > 0)
    throw invalid("measurementInterval", measurementInterval, "followingStatistics", {});
  if (unfrozenAfter === undefined) return;
  if (body !== "frozen") throw invalid("unfrozenAfter", unfrozenAfter, "frozenBody", {});
  if (unfrozenAfter >= steps) throw invalid("unfrozenAfter", unfrozenAfter, "lessThanSteps", {steps});
  if (deepened) throw invalid("unfrozenAfter", unfrozenAfter, "notDeepened", {});
}

/** All that weights must fit but the size of the head and the first values, which are not theirs. Names and shapes are not all: those of a plain network can be a residual one's. */
function bodyText({expression}: NamedNetwork): string {
  return JSON.stringify(expression, (key, value) => (notTheirs.has(key) ? undefined : value) as unknown);
}

const notTheirs = new Set(["units", "zeroInit"]);
