import type {Expression} from "./expression.js";
import {networkBlocks} from "./networkBlocks.js";

/** Returns the number of residual functions in *expression*, which is that of its blocks; a plain network's count too. */
export function residualFunctions(expression: Expression): number {
  return networkBlocks(expression).length;
}
