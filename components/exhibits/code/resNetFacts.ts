import {namedNetwork} from "../../network/named.js";
import {parameterCount} from "../../network/parameters.js";
import {type LayerCount, layerCount} from "./layerCount.js";

/** Returns the count of the layers of the ResNet of *depth*. */
export function resNetLayers(depth: number): LayerCount {
  return layerCount(namedNetwork(`resnet${depth}`).expression);
}

/** Returns how many parameters the ResNet of *depth* has for 1,000 classes, with the stride in either convolution. */
export function resNetParameters(depth: number): string {
  const {expression, input} = namedNetwork(`resnet${depth}`);
  return parameterCount(expression, input).toLocaleString("en");
}
