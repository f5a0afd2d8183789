// @vitest-environment jsdom
import {expect, test} from "vitest";
import {unitFigure} from "../../components/exhibits/unitFigure.js";
import {cost} from "../../components/network/cost.js";
import {namedNetwork} from "../../components/network/named.js";

const statusOf = (element: Element) =>
  element.querySelector(".status")!.textContent!.trim().replace(/\s+/g, " ");

const svg = (element: Element) => element.querySelector("svg")!.outerHTML;

test("unitFigure(options) draws a block, and says what the whole network with it costs", () => {
  for (const options of [{}, {shortcut: "C"}, {order: "preActivation"}] as const) {
    const {expression, input} = namedNetwork("cifar-resnet-56", {width: 8, size: 16, ...options});
    const {parameters, multiplyAdds} = cost(expression, input);
    expect(statusOf(unitFigure(options))).toBe(
      `The whole network: ${parameters.toLocaleString("en")} parameters, ` +
        `${multiplyAdds.toLocaleString("en")} multiply–adds.`
    );
  }
  expect(svg(unitFigure({shortcut: "B"}))).not.toBe(svg(unitFigure({})));
});

test("unitFigure({}, {name, block}) is of another network and block, or throws", () => {
  const figure = unitFigure({}, {name: "cifar-resnet-20", block: "layer1.1"});
  expect(svg(figure)).not.toBe(svg(unitFigure({}, {name: "cifar-resnet-20"})));
  expect(() => unitFigure({}, {block: "layer4.0"})).toThrow("unknown part: layer4.0");
});
