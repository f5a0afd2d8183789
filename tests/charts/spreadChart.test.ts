// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import type {ErrorSpread} from "../../components/charts/errorSpreads.js";
import {type NetSpreads, spreadChart, type SpreadChartOptions} from "../../components/charts/spreadChart.js";
import {expectSvg} from "./matchSvg.js";

const spread = (x: number, error: number, range = 0): ErrorSpread => ({
  ...{x, error, low: error - range, high: error + range, measured: range > 0 ? 3 : 1}
});

const networks: NetSpreads[] = [
  {net: "cifar-plain-20", spreads: [spread(1, 0.9, 0.05), spread(2, 0.8), spread(3, 0.85)], whole: 0.4},
  {
    net: "cifar-resnet-20",
    spreads: [spread(1, 0.3, 0.1), spread(2, 0.6, 0.2), spread(3, 0.25)],
    whole: 0.2,
    marked: [2]
  }
];

const chart = (of: readonly NetSpreads[], options: Partial<SpreadChartOptions> = {}) =>
  spreadChart(of, {
    ...{label: "Test error without each block", x: {label: "deleted block", domain: [0.5, 3.5], ticks: 3}},
    place: (block) => `without block ${block}`,
    ...options
  });

const said = (of: readonly NetSpreads[]) => chart(of).getAttribute("aria-description");
const count = (element: Element, selector: string) => element.querySelectorAll(selector).length;
const fills = (element: Element) =>
  [...element.querySelectorAll('[aria-label="dot"] path')].map((dot) => dot.getAttribute("fill"));

describe("spreadChart(networks)", () => {
  test("draws networks side by side, from the lowest to the highest error, with whole networks and chance", () => {
    expectSvg(chart(networks, {width: 400, height: 240}), "spreadChart");
  });

  test("draws a line in a band where places are joined", () => {
    const shares = networks.map(({net, spreads}) => ({
      net,
      spreads: spreads.map((one) => ({...one, x: one.x / 4}))
    }));
    const x = {label: "blocks deleted (%)", domain: [0, 100], percent: true};
    const drawn = chart(shares, {x, joined: true, width: 400, height: 240});
    expectSvg(drawn, "spreadChartJoined");
  });

  test("says what it is, and the whole, the lowest and the highest error of each network", () => {
    expect(chart(networks).getAttribute("aria-label")).toBe("Test error without each block");
    expect(said(networks)).toBe(
      "plain-20: 40.0 % whole, from 80.0 % without block 2 to 90.0 % without block 1. " +
        "residual-20: 20.0 % whole, from 25.0 % without block 3 to 60.0 % without block 2."
    );
    expect(said([{net: "cifar-resnet-20", spreads: [spread(1, 0.5)]}])).toBe(
      "residual-20: 50.0 % without block 1."
    );
  });

  test("of networks that are not measured says so, and draws no errors", () => {
    const empty = [{net: "cifar-resnet-20", spreads: []}];
    expect(said(empty)).toBe("residual-20: not measured.");
    for (const drawn of [chart(empty, {x: {}, joined: true}), chart([], {x: {}})]) {
      expect(count(drawn, '[aria-label="dot"] path')).toBe(0);
      expect(drawn.outerHTML).not.toContain("NaN");
      expect(drawn.textContent).toContain("chance");
    }
  });

  test("has a colour for each of three networks of a family", () => {
    const nets = ["cifar-resnet-20", "cifar-resnet-56", "cifar-resnet-110"];
    expect(fills(chart(nets.map((net) => ({net, spreads: [spread(1, 0.5)]}))))).toEqual([
      "var(--residual-20)",
      "color-mix(in oklab, var(--residual-56) 50%, var(--residual-20))",
      "var(--residual-56)"
    ]);
  });

  test("has the line of chance where a data set of other classes has it", () => {
    const height = (chance?: number) =>
      chart(networks, {chance, height: 240}).querySelector(
        '[aria-label="rule"][stroke-dasharray="1 3"] line'
      )!;
    expect(Number(height(0.5).getAttribute("y1"))).toBeGreaterThan(Number(height().getAttribute("y1")));
  });
});
