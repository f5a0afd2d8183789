// @vitest-environment jsdom
import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {axisShare, historyAxes} from "../../components/exhibits/history/historyAxis.js";
import {historyFigure} from "../../components/exhibits/history/historyFigure.js";
import {historyNetwork, type PublishedEntry} from "../../components/exhibits/history/historyNetwork.js";
import {FaultError} from "../../components/fields/fault.js";

const {networks: entries} = JSON.parse(readFileSync("data/published/ilsvrc.json", "utf8")) as {
  networks: PublishedEntry[];
};
const networks = entries.map(historyNetwork);

test("what is counted agrees with what the papers say of depth, and is on every axis", () => {
  const layers = networks.map((network) => network.layers);
  expect(layers).toEqual([8, 8, 9, 16, 19, 22, 34, 34, 152, 110, 1202]);
  for (const network of networks)
    for (const axis of Object.values(historyAxes)) {
      const share = axisShare(axis, axis.valueOf(network));
      expect(share, `${network.net} ${axis.label}`).toBeGreaterThan(0);
      expect(share, `${network.net} ${axis.label}`).toBeLessThan(1);
    }
});

test("several networks together have a lower error than one", () => {
  const both = networks.filter(({ensemble}) => ensemble !== undefined);
  expect(both.length).toBeGreaterThan(3);
  for (const {single, ensemble} of both) expect(ensemble).toBeLessThan(single);
});

describe("historyFigure()", () => {
  const figure = () =>
    historyFigure(networks, {drawn: ["vgg19"], presets: {three: ["vgg19", "plain-34", "resnet34"]}});
  const row = (element: HTMLElement, net: string) =>
    element.querySelector<SVGElement>(`[data-net="${net}"]`)!;
  const press = (target: Element) => target.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  const heads = (element: HTMLElement) =>
    [...element.querySelectorAll(".head")].map(({textContent}) => textContent);

  test("a row that is pressed draws its network, and takes it away; the last stays", () => {
    const element = figure();
    press(row(element, "googlenet-paper"));
    expect(heads(element)).toEqual(["VGG-19", "GoogLeNet"]);
    expect(row(element, "googlenet-paper").getAttribute("aria-pressed")).toBe("true");
    press(row(element, "vgg19"));
    press(row(element, "googlenet-paper"));
    expect(element.value).toEqual(["googlenet-paper"]);
  });

  test("a fifth network takes the place of the first", () => {
    const element = figure();
    for (const net of ["alexnet-original", "zfnet", "vgg16", "resnet34"]) press(row(element, net));
    expect(element.value).toEqual(["alexnet-original", "zfnet", "vgg16", "resnet34"]);
  });

  test("a preset is three at once", () => {
    const element = figure();
    press(element.querySelector("button")!);
    expect(heads(element)).toEqual(["VGG-19", "plain-34", "ResNet-34"]);
    expect(element.querySelector("[role=status]")!.textContent).toBe("Drawn: VGG-19, plain-34, ResNet-34.");
  });

  test("another axis moves the dots, and says its values", () => {
    const element = figure();
    const at = () => row(element, "resnet152").querySelector("circle")!.getAttribute("cx");
    const before = at();
    const radio = element.querySelector<HTMLInputElement>("input[value=error]")!;
    radio.checked = true;
    radio.dispatchEvent(new Event("input", {bubbles: true}));
    expect(at()).not.toBe(before);
    expect(row(element, "resnet152").querySelector("title")!.textContent).toBe(
      "ResNet-152, 2015: 4.49 % error"
    );
  });

  test.each([[[]], [["vgg99"]], [["vgg19", "vgg19"]], [["vgg16", "vgg19", "zfnet", "resnet34", "plain-34"]]])(
    "refuses %j",
    (drawn) => expect(() => historyFigure(networks, {drawn})).toThrow(FaultError)
  );
});
