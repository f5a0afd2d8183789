import type {Cost} from "../network/cost.js";

/** Returns what a layer costs, a text for each kind of cost that it has. */
export function costTexts({parameters, multiplyAdds}: Cost): string[] {
  return [
    ...(parameters > 0 ? [`${parameters.toLocaleString("en")} parameters`] : []),
    ...(multiplyAdds > 0 ? [`${multiplyAdds.toLocaleString("en")} multiply–adds`] : [])
  ];
}
