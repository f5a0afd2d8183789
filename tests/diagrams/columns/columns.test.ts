// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {columnBands} from "../../../components/diagrams/columns/columnBands.js";
import {networkColumn} from "../../../components/diagrams/columns/networkColumn.js";
import {networkColumns, shortCount} from "../../../components/diagrams/columns/networkColumns.js";
import {slabKind} from "../../../components/diagrams/columns/slabKind.js";
import {rowsText} from "../../../components/diagrams/columns/slabText.js";
import {depth} from "../../../components/network/depth.js";
import {namedNetwork} from "../../../components/network/named.js";
import {networkBlocks} from "../../../components/network/networkBlocks.js";
import {outputShape} from "../../../components/network/shapes.js";
import {inception} from "../../../components/network/zoo/googLeNet.js";
import {networks} from "../zoo.js";

const columnOf = (name: string) => {
  const {expression, input} = namedNetwork(name);
  return networkColumn(expression, input);
};

describe.each(networks)("networkColumn($name)", ({expression, input}) => {
  const {rows, shortcuts} = networkColumn(expression, input);

  test("has a row with weights for each layer of its depth", () =>
    expect(rows.filter(({weighted}) => weighted)).toHaveLength(depth(expression)));

  test("has a shortcut for each of its blocks that has one, around its layers", () => {
    expect(shortcuts).toHaveLength(networkBlocks(expression).filter(({shortcut}) => shortcut).length);
    for (const {first, last} of shortcuts) expect(last).toBeGreaterThanOrEqual(first);
  });

  test("keeps slabs of a row apart, and within it", () => {
    for (const {slabs, channels} of rows) {
      const sorted = [...slabs].sort((a, b) => a.from - b.from);
      sorted.forEach(({from, width}, i) =>
        expect(from + width).toBeLessThanOrEqual(sorted[i + 1]?.from ?? channels)
      );
    }
  });
});

test("an Inception module's last row is what is joined: as wide as its output", () => {
  const filters = {ones: 64, threesReduce: 96, threes: 128, fivesReduce: 16, fives: 32, poolProjection: 32};
  const module = inception(filters);
  const {rows} = networkColumn(module, [28, 28, 192]);
  expect(rows).toHaveLength(2);
  expect(rows[1].slabs.map(({width}) => width)).toEqual([64, 128, 32, 32]);
  expect(rows[1].channels).toBe(outputShape(module, [28, 28, 192])[2]);
  expect(rows[0].slabs.map(({leaf}) => slabKind(leaf))).toEqual(["one", "one", "pool"]);
});

test("columnBands() puts layers of about one resolution together, and all rows in one band each", () => {
  const columns = ["alexnet-original", "vgg16", "resnet152"].map(columnOf);
  const bands = columnBands(columns);
  expect(bands.map(({sides}) => sides)).toEqual([[224], [112], [56, 55], [28, 27], [14, 13], [7, 6], [1]]);
  columns.forEach(({rows}, i) => {
    const covered = bands.flatMap(({ranges}) =>
      Array.from({length: ranges[i][1] - ranges[i][0]}, (_, k) => ranges[i][0] + k)
    );
    expect(covered).toEqual(rows.map((_, row) => row));
  });
});

test("rowsText() says equal rows once", () => {
  const {rows} = columnOf("vgg19");
  expect(rowsText(rows.slice(0, 3))).toBe("2 × 3×3 conv, 64; 2×2 max pool, /2");
});

test.each([
  [60_965_224, "61.0 M"],
  [19_632_062_464, "19.6 G"],
  [69_632, "69.6 k"]
])("shortCount(%d) is %s", (count, text) => expect(shortCount(count)).toBe(text));

describe("networkColumns()", () => {
  const titled = (name: string) => ({...namedNetwork(name), title: name});
  const figure = () => networkColumns(["vgg19", "resnet34"].map(titled));
  const band = (element: HTMLElement, octave: number) =>
    element.querySelector<SVGElement>(`[data-octave="${octave}"]`)!;

  test("draws a slab a layer, each with its name and its weights", () => {
    const slabs = [...figure().querySelectorAll(".column:first-of-type .slab, .column .slab")];
    const weighted = slabs.filter((slab) => !slab.matches(".pool"));
    expect(weighted).toHaveLength(19 + 34);
    expect(weighted[0].textContent).toContain("3×3 convolution to 64 channels");
    expect(weighted[0].textContent).toContain("1,792 parameters");
  });

  test("slabs are as wide as the square root of their channels", () => {
    const widths = [...figure().querySelectorAll(".slab.three")].map((slab) =>
      Number(slab.getAttribute("width"))
    );
    expect(Math.max(...widths) / Math.min(...widths)).toBeCloseTo(Math.sqrt(512 / 64), 1);
  });

  test("folds a resolution to the number of its layers, and opens it again, by a press or a key", () => {
    const element = figure();
    const pressed = () => band(element, 3).getAttribute("aria-expanded");
    expect(pressed()).toBe("true");
    band(element, 3).dispatchEvent(new MouseEvent("click", {bubbles: true}));
    expect(pressed()).toBe("false");
    expect([...element.querySelectorAll(".folded")].map(({textContent}) => textContent)).toEqual([
      "× 4",
      "× 8"
    ]);
    band(element, 3).dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
    expect(pressed()).toBe("true");
  });

  test("has totals in its label, and its layers in a table", () => {
    const element = figure();
    expect(element.querySelector("svg")!.getAttribute("aria-label")).toContain(
      "vgg19, 19 layers, 144 M parameters"
    );
    expect(element.querySelector("tbody")!.textContent).toContain("4 × 3×3 conv, 512");
  });

  test("a network of 1,202 layers is few shapes, and no shape is without a height", () => {
    const element = networkColumns([titled("cifar-resnet-1202")]);
    const slabs = [...element.querySelectorAll(".slab")];
    expect(slabs.length).toBeLessThan(10);
    for (const slab of slabs) expect(Number(slab.getAttribute("height"))).toBeGreaterThan(0);
  });
});
