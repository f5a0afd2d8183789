import {combineOperation} from "./combine/operation.js";
import {concatOperation} from "./concat/operation.js";
import {convolutionOperation} from "./convolution/operation.js";
import {dropoutOperation} from "./dropout/operation.js";
import {flattenOperation} from "./flatten/operation.js";
import {globalAveragePoolOperation} from "./globalAveragePool/operation.js";
import {localResponseNormOperation} from "./localResponseNorm/operation.js";
import {normOperation} from "./norm/operation.js";
import type {OperationDescriptor} from "./operationDescriptor.js";
import {poolOperation} from "./pool/operation.js";
import {resampleOperation} from "./resample/operation.js";
import type {LeafTracers} from "./tracing.js";

const registered = [
  combineOperation,
  concatOperation,
  convolutionOperation,
  dropoutOperation,
  flattenOperation,
  globalAveragePoolOperation,
  localResponseNormOperation,
  normOperation,
  poolOperation,
  resampleOperation
];

type OperationIn<Descriptor> = Descriptor extends OperationDescriptor<infer O> ? O : never;

/** A layer, or several that one pass over memory can do. */
export type Operation = OperationIn<(typeof registered)[number]>;

const descriptors: readonly OperationDescriptor<Operation>[] = registered;
const byType = new Map(descriptors.map((descriptor) => [descriptor.type, descriptor]));

/** What becomes of each type of leaf for which there is an operation. */
export const leafTracers: LeafTracers = Object.assign({}, ...descriptors.map(({leaves}) => leaves));

/** Returns what is known of an operation's type. */
export function descriptorOf({type}: Operation): OperationDescriptor<Operation> {
  const descriptor = byType.get(type);
  if (!descriptor) throw new RangeError(`unknown operation: ${type}; it must be registered in operations.ts`);
  return descriptor;
}
