import {least, max, min} from "d3-array";
import type {ErrorSpread} from "../charts/errorSpreads.js";
import type {LengthNorms} from "../charts/pathNorms.js";
import {shortNumber} from "../charts/powerText.js";
import {networkIdentities} from "../experiment/netKeys.js";
import {networkKey} from "../network/identity.js";
import {binomialPolynomial, gradientShares, rangeOfShares, shareOfPaths} from "../network/pathLengths.js";
import type {RecordedFindings, RecordedNetworks, SpecimenRecording} from "./specimens.js";
import type {LesionStatistics} from "./statisticsChooser.js";

// What sentences say of networks that were taken apart.

/**
 * Returns what a sentence can say of a *recording*, each a text, and **longer**, the same of networks that were trained for
 * longer. A network goes by its key, such as `cifar-resnet-56, stochastic depth 0.5`. Throws if there is no such network.
 */
export function pathFacts({longer, ...recording}: SpecimenRecording) {
  return {...factsOf(recording), longer: factsOf(longer)};
}

function factsOf({networks}: RecordedNetworks) {
  const keys = networkIdentities(networks.map(({spec}) => spec.network)).map(networkKey);
  const found = (net: string): RecordedFindings => {
    const network = networks[keys.indexOf(net)];
    if (!network) throw new RangeError(`no recording of ${net}`);
    return network;
  };
  const pathsOf = (net: string, when: "paths" | "firstPaths" = "paths"): readonly LengthNorms[] => {
    const norms = found(net)[when];
    if (!norms) throw new RangeError(`no paths of ${net} are recorded`);
    return norms;
  };
  const lesions = (net: string, statistics: LesionStatistics = "running") => found(net).lesions[statistics];
  return {
    /** Test error of a whole network: `0.6 %`. */
    whole: (net: string, statistics?: LesionStatistics) => percent(lesions(net, statistics).whole),
    /** Mean error without block number *block*. */
    without: (net: string, block: number, statistics?: LesionStatistics) =>
      percent(nearest(lesions(net, statistics).each, block).error),
    /** Least and greatest of the mean errors without each block from number *from* on: `4 to 12 %`. */
    withoutEach(net: string, from = 1, statistics?: LesionStatistics) {
      const errors = lesions(net, statistics)
        .each.filter(({x}) => x >= from)
        .map(({error}) => error);
      return `${whole(min(errors)!)} to ${percent(max(errors)!)}`;
    },
    /** Mean error without *count* random blocks. */
    withoutRandom: (net: string, count: number, statistics?: LesionStatistics) =>
      percent(nearest(lesions(net, statistics).random, count / lesions(net, statistics).each.length).error),
    /** Mean error with the order of blocks that is nearest to *tau*. */
    reordered: (net: string, tau: number) => percent(nearest(found(net).orders, tau).error),
    /** The least and the greatest error after a single swap, or about: `0.4 to 78 %`. */
    swapped(net: string, tau: number) {
      const {low, high} = nearest(found(net).orders, tau);
      return `${whole(low)} to ${percent(high)}`;
    },
    /** The gradient of paths of a length, in the median: `6 · 10⁻⁴`. */
    carried: (net: string, length: number) => shortNumber(pathsOf(net)[length].median),
    /** By what a gradient is multiplied with each residual function that it crosses, from none to all of them. */
    factor(net: string, when?: "paths" | "firstPaths") {
      const norms = pathsOf(net, when);
      const factor = (norms[norms.length - 1].median / norms[0].median) ** (1 / (norms.length - 1));
      return String(Number(factor.toPrecision(2)));
    },
    /** Of the lengths that carry 95 % of the gradient: which, and their share of the gradient and of all paths. */
    carriers(net: string) {
      const norms = pathsOf(net);
      const polynomial = binomialPolynomial(norms.length - 1);
      const range = rangeOfShares(
        gradientShares(
          polynomial,
          norms.map(({median}) => median)
        )
      );
      return {
        lengths: `${range.first} to ${range.last}`,
        layers: `${2 * range.first} to ${2 * range.last}`,
        gradient: percent(range.share),
        paths: percent(shareOfPaths(polynomial, range))
      };
    }
  };
}

function nearest(spreads: readonly ErrorSpread[], x: number): ErrorSpread {
  const spread = least(spreads, (one) => Math.abs(one.x - x));
  if (!spread) throw new RangeError("nothing was recorded");
  return spread;
}

/** Below 10 % with a decimal. */
function percent(share: number): string {
  return `${whole(share)}\u00a0%`;
}

function whole(share: number): string {
  return 100 * share < 10 ? (100 * share).toFixed(1) : (100 * share).toFixed(0);
}
