// @vitest-environment jsdom
import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {factTable} from "../../components/charts/factTable.js";
import {type PublishedShortcuts, scaleTable} from "../../components/charts/scaleTable.js";
import {
  longerDifference,
  type PublishedOrders,
  unitTable,
  widestLonger
} from "../../components/charts/unitTable.js";
import {arrangements} from "../../components/network/blocks/order.js";
import {labCurveOf} from "./labCurves.js";

const {orders, shortcuts} = JSON.parse(readFileSync("data/published/he2016.json", "utf8")) as {
  orders: PublishedOrders;
  shortcuts: PublishedShortcuts;
};

/** What a row is called, and what is published of it. */
const published = (table: Element) =>
  [...table.querySelectorAll("tbody tr")].map((row) => {
    const texts = [...row.children].map(({textContent}) => textContent!.trim());
    return [texts[0], texts.at(-1)];
  });

const of = (network: Record<string, unknown>) => labCurveOf("cifar-resnet-56", {network});

// He et al. 2016 (arXiv:1603.05027), Table 2, ResNet-110.
test("unitTable(curves, published) has the published error of each order, and none of other units", () => {
  const table = unitTable(
    {
      curves: [
        ...Object.keys(arrangements).map((order) => of({order})),
        ...[{shortcut: "B"}, {shortcut: "C"}, {zeroInit: true}, {shortcut: "A"}].map(of)
      ],
      longer: {curves: [], caption: ""}
    },
    orders
  );
  expect(published(table)).toEqual([
    ["original (a)", "6.61"],
    ["original (a)", "6.61"],
    ["norm after addition (b)", "8.17"],
    ["ReLU before addition (c)", "7.84"],
    ["ReLU-only pre-activation (d)", "6.71"],
    ["pre-activation (e)", "6.37"],
    ["option B", "–"],
    ["option C", "–"],
    ["last γ from 0", "–"]
  ]);
});

describe("units that were trained for longer", () => {
  const ends = (errors: number[]) => errors.map((test, i) => ({seed: i + 1, training: 0, test}));
  const recording = {
    curves: [of({}), of({shortcut: "B"}), of({shortcut: "C"})],
    longer: {
      curves: [
        {...of({}), ends: ends([0.01, 0.01, 0.01])},
        {...of({shortcut: "B"}), ends: ends([0.02, 0.03, 0.025])}
      ],
      caption: ""
    }
  };

  test("have a column of test errors: the mean, and the range of the seeds", () => {
    const rows = [...unitTable(recording, orders).querySelectorAll("tbody tr")];
    const longer = rows.map((row) => row.children[3].textContent!.trim());
    expect(longer).toEqual(["1.0", "2.5 (2.0–3.0)", "–"]);
  });

  test("are told apart in sentences: the widest difference, and one from the original, seed by seed", () => {
    expect(widestLonger(recording)).toBe("1.5 points");
    // t with 2 degrees of freedom is 4.303; the deviation is 0.5 points
    expect(longerDifference(recording, "option B")).toBe("1.5 points (95\u00a0% interval 0.3 to 2.7)");
    expect(() => longerDifference(recording, "option C")).toThrow("no unit: option C");
  });
});

// He et al. 2016, Table 1: constant scaling.
test("scaleTable(curves, published) has the published error where the shortcut alone is scaled", () => {
  const table = scaleTable(
    [0, 0.5, 0.8, 1].map((shortcutScale) => of({shortcutScale})),
    shortcuts
  );
  expect(published(table)).toEqual([
    ["λ = 0", "fail"],
    ["λ = 0.5", "fail"],
    ["λ = 0.8", "–"],
    ["λ = 1", "6.61"]
  ]);
});

test("factTable(rows, columns) has a row a fact: words as they are, numbers with two digits", () => {
  const table = factTable(
    [
      {text: "the original", error: 6.61, depth: 110},
      {text: "a plain network", error: "fail"}
    ],
    [
      {key: "text", heading: "Shortcut"},
      {key: "error", heading: "Error (%)"}
    ]
  );
  const rows = [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].map(({tagName, className, textContent}) => [tagName, className, textContent!.trim()])
  );
  expect(rows).toEqual([
    [
      ["TH", "", "Shortcut"],
      ["TH", "number", "Error (%)"]
    ],
    [
      ["TH", "", "the original"],
      ["TD", "number", "6.61"]
    ],
    [
      ["TH", "", "a plain network"],
      ["TD", "number", "fail"]
    ]
  ]);
  expect(
    factTable(
      [{a: "x"}],
      [
        {key: "a", heading: "a"},
        {key: "b", heading: "b"}
      ]
    ).textContent
  ).toContain("–");
});
