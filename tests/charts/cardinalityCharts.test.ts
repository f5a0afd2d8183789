// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {cardinalityCostChart} from "../../components/charts/cardinalityCostChart.js";
import {cardinalityErrorChart} from "../../components/charts/cardinalityErrorChart.js";
import {doubledCostChart} from "../../components/charts/doubledCostChart.js";
import {settingCost, settingName} from "../../components/charts/publishedSetting.js";
import {settingTable} from "../../components/charts/settingTable.js";
import {shortcutChart} from "../../components/charts/shortcutChart.js";
import {expectSvg} from "./matchSvg.js";
import {xie2017} from "./xie2017.js";

const {widths, preserved, doubled, shortcuts} = xie2017;
const all = [...preserved.rows, ...doubled.rows];
const said = (chart: Element) => chart.getAttribute("aria-description")!;

describe("data/published/xie2017.json", () => {
  test("has networks that are what their columns say", () => {
    for (const {layers, cardinality, groupWidth, ...setting} of [
      ...all,
      ...doubled.references,
      ...shortcuts.rows
    ]) {
      const isResNet = cardinality === 1 && groupWidth === 64;
      const template = isResNet ? "" : `, ${cardinality}×${groupWidth}d`;
      expect(settingName(setting)).toBe(`${cardinality === 1 ? "ResNet" : "ResNeXt"}-${layers}${template}`);
    }
  });

  test("has Table 2, in which a width is cardinality times group width", () => {
    for (const {cardinality, groupWidth, width} of widths.rows) expect(cardinality * groupWidth).toBe(width);
    expect(widths.rows.map(({width}) => width)).toEqual([64, 80, 96, 112, 128]);
  });

  test("says the same of a network in every table", () => {
    const top1 = new Map(preserved.rows.map(({net, top1}) => [net, top1]));
    for (const {net, top1: again} of [...doubled.references, ...shortcuts.rows])
      expect(again).toBe(top1.get(net));
  });
});

// Xie et al. 2017, Table 3: about 4.1 and 7.8 billion FLOPs; Table 4: about 15 billion.
describe("settingCost(setting) counts what the paper calls preserved", () => {
  const spread = (layers: number) =>
    preserved.rows
      .filter((setting) => setting.layers === layers)
      .map((setting) => settingCost(setting).multiplyAdds / 1e9);

  test("4.1 to 4.3 billion multiply–adds of 50 layers, 7.8 to 8.1 of 101, 15.0 to 15.5 at twice the cost", () => {
    const doubledCosts = doubled.rows.map((setting) => settingCost(setting).multiplyAdds / 1e9);
    const ends = [spread(50), spread(101), doubledCosts].map((costs) =>
      [Math.min(...costs), Math.max(...costs)].map((cost) => cost.toFixed(1))
    );
    expect(ends).toEqual([
      ["4.1", "4.3"],
      ["7.8", "8.1"],
      ["15.0", "15.5"]
    ]);
  });

  // fb.resnet.torch, models/preresnet.lua: blocks 3, 24, 36, 3.
  test("ResNet-200 has 15.0 billion in the pre-activation order too", () => {
    const {multiplyAdds, parameters} = settingCost({net: "resnet200", order: "preActivation"});
    expect([multiplyAdds, parameters]).toEqual([15_007_481_856, 64_666_152]);
  });
});

describe("charts of published errors", () => {
  test("cardinalityCostChart(settings) has a labelled point a network", () => {
    const chart = cardinalityCostChart(all);
    expectSvg(chart, "cardinalityCost");
    const texts = [...chart.querySelectorAll("text")].map(({textContent}) => textContent);
    for (const text of ["ResNet-50", "ResNet-101", "ResNet-200", "1×100d", "2×64d", "64×4d"])
      expect(texts).toContain(text);
    expect(said(chart)).toContain(
      "ResNeXt-50, 32×4d, 22.2 % error, 4.2 billion multiply–adds, 25.0 million parameters."
    );
  });

  test("cardinalityErrorChart(settings) has a line a depth", () => {
    const chart = cardinalityErrorChart(preserved.rows);
    expectSvg(chart, "cardinalityError");
    expect(chart.querySelectorAll("[aria-label=line] path")).toHaveLength(2);
  });

  test("doubledCostChart({references, rows}) has what there is more of, and both errors", () => {
    const chart = doubledCostChart(doubled);
    expectSvg(chart, "doubledCost");
    expect(said(chart)).toBe(
      "more depth: ResNet-101 → ResNet-200: from 22.0 % to 21.7 %. " +
        "more width: 1×64d → 1×100d: from 22.0 % to 21.3 %. " +
        "more cardinality: 1×64d → 2×64d: from 22.0 % to 20.7 %. " +
        "more cardinality: 32×4d → 64×4d: from 21.2 % to 20.4 %."
    );
    expect(() => doubledCostChart({...doubled, references: []})).toThrow("unknown reference: resnet101");
  });

  test("shortcutChart(settings) is blue with shortcuts and vermilion without; others are left out", () => {
    const chart = shortcutChart([...shortcuts.rows, ...preserved.rows]);
    expectSvg(chart, "shortcuts");
    expect(said(chart)).toBe(
      "ResNet-50, shortcuts removed: from 23.9 % to 31.2 %. ResNeXt-50, 32×4d, shortcuts removed: from 22.2 % to 26.1 %."
    );
    const [ring, dot] = [...chart.querySelectorAll("[aria-label=dot]")];
    expect(ring.innerHTML).toContain('stroke="var(--residual)"');
    expect(dot.innerHTML).toContain('fill="var(--plain)"');
  });

  test("all are drawn as wide as they are told", () => {
    const charts = [
      cardinalityCostChart(all, {width: 350}),
      cardinalityErrorChart(preserved.rows, {width: 350}),
      doubledCostChart(doubled, {width: 350}),
      shortcutChart(shortcuts.rows, {width: 350})
    ];
    expect(charts.map((chart) => chart.getAttribute("width"))).toEqual(["350", "350", "350", "350"]);
  });
});

test("settingTable(settings) has the errors that are published, and what each network costs", () => {
  const cells = (table: Element) =>
    [...table.querySelectorAll("tr")].map((row) => [...row.children].map(({textContent}) => textContent));
  expect(cells(settingTable(shortcuts.rows))).toEqual([
    [
      ...["network", "multiply–adds (billions)", "parameters (millions)"],
      ...["top-1 error (%)", "without shortcuts (%)"]
    ],
    ["ResNet-50", "4.09", "25.56", "23.9", "31.2"],
    ["ResNeXt-50, 32×4d", "4.23", "25.03", "22.2", "26.1"]
  ]);
  expect(cells(settingTable(doubled.rows))[1]).toEqual(["ResNet-200", "15.01", "64.67", "21.7", "5.8"]);
});
