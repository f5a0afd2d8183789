import type {Cost} from "../network/cost.js";

/** Returns a layer's costs in words, a text for each kind. */
export function costTexts({parameters, multiplyAdds}: Cost): string[] {
  return [
    ...(parameters > 0 ? [`${parameters.toLocaleString("en")} parameters`] : []),
    ...(multiplyAdds > 0 ? [`${multiplyAdds.toLocaleString("en")} multiply–adds`] : [])
  ];
}
