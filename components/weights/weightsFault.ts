import {type FaultError, invalid} from "../fields/fault.js";
import type {WeightsReason} from "../fields/rule.js";

/** Returns the error of a file of weights that cannot be read for a *reason*. readWeights gives it the file's name. */
export function weightsFault(reason: WeightsReason, detail?: string | number): FaultError {
  return invalid("file", undefined, "weightsFile", {
    reason,
    ...(detail !== undefined && {detail: String(detail)})
  });
}
