import type {Implementation} from "./implementation.js";
import {jaxImplementation} from "./jaxImplementation.js";
import {layersImplementation} from "./layersImplementation.js";
import {onnxImplementation} from "./onnxImplementation.js";
import {exactImplementation, halfDroppedImplementation, planImplementation} from "./planImplementation.js";
import {referenceImplementation} from "./referenceImplementation.js";

/** All implementations that a page can run; ratios are against the first. */
export const implementations: readonly Implementation[] = [
  layersImplementation,
  referenceImplementation,
  planImplementation,
  exactImplementation,
  halfDroppedImplementation,
  jaxImplementation,
  onnxImplementation
];
