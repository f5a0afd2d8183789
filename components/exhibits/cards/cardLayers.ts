import {type LayerCost, layerCosts} from "../../network/cost.js";
import type {Conv, Dense} from "../../network/leaf.js";
import type {Volume} from "../../network/shapes.js";
import {alexNetOriginal} from "../../network/zoo/alexNet.js";

/** A layer of AlexNet as it lies on graphics cards. */
export interface CardLayer {
  readonly name: string;
  readonly leaf: Conv | Dense;
  readonly output: Volume;
  /** Whether a card's part sees only what the same card has of the layer before. */
  readonly apart: boolean;
  /** Weights without biases, and how many it would have if all parts saw all. */
  readonly weights: number;
  readonly weightsTogether: number;
}

const input: Volume = [227, 227, 3];

/**
 * Returns the layers of the paper's AlexNet on so many *cards*: as many groups in its second, fourth and fifth convolution.
 * Throws a fault of `cardinality` if that number does not divide their channels.
 */
export function cardLayers(cards: number): CardLayer[] {
  const [parts, together] = [cards, 1].map((groups) =>
    layerCosts(alexNetOriginal({groups}), input).filter(({step}) => isWeighted(step))
  );
  return parts.map(({name, step, output, ...costs}, i) => {
    const leaf = step as Conv | Dense;
    return {
      ...{name: name.split(".").pop()!, leaf, output},
      apart: leaf.type === "conv" && leaf.groups > 1,
      weights: weightsOf({output, ...costs}),
      weightsTogether: weightsOf(together[i])
    };
  });
}

function isWeighted({type}: LayerCost["step"]): boolean {
  return type === "conv" || type === "dense";
}

function weightsOf({
  multiplyAdds,
  output: [height, width]
}: Pick<LayerCost, "multiplyAdds" | "output">): number {
  return multiplyAdds / (height * width);
}
