import {invalid} from "../fields/fault.js";
import {equalCostCardinality, equalCostGroupWidth} from "../network/zoo/equalCostGroupWidth.js";

/** A bottleneck's width, split into parallel transformations. */
export interface BlockSplit {
  /** How many there are. */
  readonly cardinality: number;
  /** Channels of each, d in the paper. */
  readonly groupWidth: number;
}

/** The numbers that fields ask for; *width* is that of all groups. One that is not there is NaN. */
export interface AskedSplit extends BlockSplit {
  readonly width: number;
}

/** What leads to the others: with the cost kept, one of the first two. */
export interface SplitRule {
  /** What was set: if it is the width, groups divide it. */
  readonly given: keyof AskedSplit;
  /** Whether the block is to cost what one of one group costs. */
  readonly equalCost: boolean;
}

/** Channels of the block whose cost is kept: Xie et al. 2017 (arXiv:1611.05431), Table 2, C = 1. */
export const plainWidth = 64;

/** Most groups, and most channels of one; more than any paper's. */
export const mostGroups = 256;

/**
 * Returns the split that *asked* has under a rule. Of the numbers, only those are read that the others follow from.
 *
 * Throws if one is not an integer in its range, or if a given width cannot be divided by the cardinality.
 */
export function blockSplit(asked: AskedSplit, {given, equalCost}: SplitRule): BlockSplit {
  const {cardinality, groupWidth, width} = asked;
  if (equalCost && given === "groupWidth") {
    inRange("groupWidth", groupWidth, mostGroups);
    return {cardinality: equalCostCardinality(plainWidth, groupWidth), groupWidth};
  }
  inRange("cardinality", cardinality, mostGroups);
  if (equalCost) return {cardinality, groupWidth: equalCostGroupWidth(plainWidth, cardinality)};
  if (given === "width") return {cardinality, groupWidth: shareOf(width, cardinality)};
  inRange("groupWidth", groupWidth, mostGroups);
  return {cardinality, groupWidth};
}

function shareOf(width: number, cardinality: number): number {
  inRange("width", width, mostGroups ** 2);
  if (width % cardinality !== 0)
    throw invalid("cardinality", cardinality, "divides", {what: "width", channels: width});
  return width / cardinality;
}

function inRange(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw invalid(name, Number.isNaN(value) ? undefined : value, "integer", {least: 1, most});
}
