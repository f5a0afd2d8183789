// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {cardLayers} from "../../components/exhibits/cards/cardLayers.js";
import {cardsFigure} from "../../components/exhibits/cards/cardsFigure.js";
import {kernelWeights} from "../../components/network/kernelWeights.js";
import {namedNetwork} from "../../components/network/named.js";

test("cardLayers(2) is the paper's AlexNet: the second, fourth and fifth convolution are apart", () => {
  const layers = cardLayers(2);
  expect(layers.filter(({apart}) => apart).map(({name}) => name)).toEqual(["conv2", "conv4", "conv5"]);
  const {expression, input} = namedNetwork("alexnet-original");
  const weights = layers.reduce((sum, layer) => sum + layer.weights, 0);
  expect(weights).toBe(kernelWeights(expression, input));
});

test.each([2, 4, 8])("on %d cards, layers that are apart have that part of their weights", (cards) => {
  for (const {apart, weights, weightsTogether} of cardLayers(cards))
    expect(weightsTogether / weights).toBe(apart ? cards : 1);
});

describe("cardsFigure()", () => {
  const wires = (element: HTMLElement, kind: string) => element.querySelectorAll(`.wire.${kind}`).length;
  const write = (element: HTMLElement, value: number) => {
    const field = element.querySelector("input")!;
    field.valueAsNumber = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return field;
  };

  test.each([1, 2, 4, 8])(
    "draws for %d cards every wire: all to all, but where layers are apart",
    (cards) => {
      const element = cardsFigure({cards});
      expect(wires(element, "own")).toBe(8 * cards);
      const allToAll = cards === 1 ? 7 : 4; // conv3 and the three dense layers
      expect(wires(element, "across")).toBe(allToAll * cards * (cards - 1));
    }
  );

  test("a number that does not divide the channels is a fault at its field, and the drawing stays", () => {
    const element = cardsFigure();
    const field = write(element, 3);
    expect(element.querySelector("[role=alert]")!.textContent).toMatch(
      /^invalid cardinality: 3; the number of groups must divide 256 filters/
    );
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(wires(element, "own")).toBe(16);
    expect(element.value).toBe(2);
    write(element, 0);
    expect(element.querySelector("[role=alert]")!.textContent).toBe(
      "invalid cardinality: 0; it must be an integer from 1 to 8"
    );
    write(element, 4);
    expect(element.querySelector<HTMLElement>("[role=alert]")!.hidden).toBe(true);
    expect(element.value).toBe(4);
  });
});
