import {invalid} from "../../fields/fault.js";
import type {Expression} from "../expression.js";
import {resNet, type ResNetOptions} from "./resNet.js";

/**
 * Returns the plain network of *depth* 18 or 34: a residual network of basic blocks without shortcuts and sums.
 *
 * Source: He et al. 2015 (arXiv:1512.03385), §3.3 and Fig. 3 middle; results in Table 2.
 */
export function plainNet({depth = 34, ...options}: ResNetOptions = {}): Expression {
  if (depth !== 18 && depth !== 34) {
    throw invalid("depth", depth, "depths", {family: "plain ImageNet networks", depths: [18, 34]});
  }
  return resNet({...options, depth, residual: false});
}
