import type {Rule, Rules} from "./rule.js";

/** The rules that a single number can be held to. */
export type NumberRule = Extract<Rule, {is: "integer" | "number" | "depth"}>;

/** Returns whether a *value* keeps a *rule*. */
export function accepts(rule: NumberRule, value: number): boolean {
  switch (rule.is) {
    case "integer":
      return Number.isInteger(value) && value >= rule.least && value <= rule.most;
    case "number":
      return isBetween(rule, value);
    default:
      return isDepth(rule, value);
  }
}

function isBetween({least, most, open}: Rules["number"], value: number): boolean {
  return (
    (open === "least" ? value > least : value >= least) && (open === "most" ? value < most : value <= most)
  );
}

function isDepth({perRound, others, least = 0, most = Infinity}: Rules["depth"], value: number): boolean {
  const n = (value - others) / perRound;
  return Number.isInteger(n) && n >= 1 && value >= least && value <= most;
}
