// @vitest-environment jsdom
import {describe, expect, test} from "vitest";
import {growingLandscape} from "../../components/charts/growingLandscape.js";
import {heightColor} from "../../components/charts/heightColor.js";
import {landscapeFacts} from "../../components/charts/landscapeFacts.js";
import {landscapeLines} from "../../components/charts/landscapeLine.js";
import {landscapeMap} from "../../components/charts/landscapeMap.js";
import {landscapePanels} from "../../components/charts/landscapePanel.js";
import {lineRows, trainedRows, trainingPlanes} from "../../components/charts/landscapeRows.js";
import {depthOf, landscapeSurface, projection} from "../../components/charts/landscapeSurface.js";
import {landscapeTable} from "../../components/charts/landscapeTable.js";
import {sliceChart} from "../../components/charts/sliceChart.js";
import {gridPlaces} from "../../components/protocol/landscapeGrid.js";
import {bowl, eggBox, known, recordingOf} from "./knownLandscapes.js";

const [plain, residual] = ["cifar-plain-56", "cifar-resnet-56"];
const contours = (chart: Element) => [...chart.querySelectorAll('[aria-label="contour"] path')];

describe("landscapeMap(net, landscape)", () => {
  test("says in a sentence what it shows, as one image", () => {
    const map = landscapeMap(plain, {...eggBox, range: 0.02});
    expect(map.getAttribute("role")).toBe("img");
    expect(map.getAttribute("aria-label")).toBe(
      "The loss around the weights of plain-56, ±0.02 each way: 2.000 to 2.200, 16 pits."
    );
  });

  test("fills all of the square, level by level, the lower the stronger, in the network's colour", () => {
    const fills = contours(landscapeMap(residual, bowl)).map((path) => path.getAttribute("fill")!);
    expect(fills).toHaveLength(12);
    expect(new Set(fills).size).toBe(12);
    expect(fills[0]).toBe(heightColor(residual, 0));
    const strengths = fills.map((fill) => Number(/--residual-56\) (\d+)%/.exec(fill)![1]));
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
  });

  test("marks each pit, and the middle", () => {
    const dots = (chart: Element) => [...chart.querySelectorAll('[aria-label="dot"] > *')].length;
    expect(dots(landscapeMap(plain, eggBox))).toBe(16 + 1);
    expect(
      dots(
        landscapeMap(
          residual,
          known(5, (column) => column)
        )
      )
    ).toBe(1);
  });

  test("draws level ground, and errors in its place", () => {
    expect(
      contours(
        landscapeMap(
          plain,
          known(5, () => 2)
        )
      ).length
    ).toBeGreaterThan(0);
    const map = landscapeMap(residual, bowl, {height: "error"});
    expect(map.getAttribute("aria-label")).toContain(
      "The error around the weights of residual-56, ±1 each way: 25 % to 50 %"
    );
  });

  test("draws what is not a number as high, and nothing where nothing is a number", () => {
    const broken = known(5, (column) => (column === 4 ? NaN : column));
    expect(contours(landscapeMap(plain, broken))).toHaveLength(12);
    const none = landscapeMap(
      plain,
      known(5, () => NaN)
    );
    expect(contours(none)).toEqual([]);
    expect(none.getAttribute("aria-label")).toContain("not a number to not a number");
  });

  test("draws a path through it, and then no pits", () => {
    const map = landscapeMap(plain, eggBox, {path: [[-0.5, 0], [0, 0.5], [0.5, 0]], axes: ["80 %", "15 %"]}); // prettier-ignore
    expect(map.querySelectorAll('[aria-label="line"] path')).toHaveLength(2);
    expect(map.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(3);
    expect(map.getAttribute("aria-label")).toContain(
      "in the plane of the training of plain-56, with its path"
    );
  });
});

describe("projection(view, size)", () => {
  test("from above the square is a square, and heights do not show", () => {
    const project = projection({turn: 0, tilt: 90}, [300, 240]);
    const [[x1, y1], [x2, y2]] = [project([-1, -1, 0]), project([1, 1, 0])];
    expect(x2 - x1).toBeCloseTo(y1 - y2, 6);
    expect(project([0.5, 0.5, 1])[1]).toBeCloseTo(project([0.5, 0.5, 0])[1], 6);
  });

  test("keeps lengths near and far, and the square in the drawing however it is turned", () => {
    for (const turn of [-180, -100, 0, 30, 45, 179]) {
      const project = projection({turn, tilt: 35}, [300, 240]);
      const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const; // prettier-ignore
      for (const [x, y] of corners.map(([x, y]) => project([x, y, 1]))) {
        expect(x).toBeGreaterThanOrEqual(30);
        expect(x).toBeLessThanOrEqual(270);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(240);
      }
      const length = (a: readonly [number, number], b: readonly [number, number]) => Math.hypot(a[0] - b[0], a[1] - b[1]); // prettier-ignore
      const sides = [-1, 1].map((y) => length(project([-1, y, 0]), project([1, y, 0])));
      expect(sides[0]).toBeCloseTo(sides[1], 6);
    }
  });
});

describe("landscapeSurface(net, landscape, {view})", () => {
  const faces = (surface: Element) => [...surface.querySelectorAll("path[fill]")];

  test("has a face for each four neighbours, and is one image", () => {
    const surface = landscapeSurface(plain, eggBox, {view: {turn: 30, tilt: 35}});
    expect(faces(surface)).toHaveLength(64);
    expect([surface.getAttribute("role"), surface.getAttribute("aria-label")]).toEqual([
      "img",
      "The loss around the weights of plain-56, ±1 each way: 2.000 to 2.200, 16 pits."
    ]);
    expect(surface.textContent).toContain("2.200");
  });

  test("paints what is far before what is near, from every side", () => {
    const slope = known(4, (column, row) => 4 * row + column);
    for (const turn of [0, 60, 170, -120]) {
      const view = {turn, tilt: 90}; // from above, so that a face's place in the drawing is its place
      const depths = faces(landscapeSurface(plain, slope, {view})).map((face) => {
        const corners = [...face.getAttribute("d")!.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)];
        return corners.reduce((sum, [, , y]) => sum + Number(y) / corners.length, 0);
      });
      depths.slice(1).forEach((depth, i) => expect(depth).toBeGreaterThan(depths[i] - 0.2));
    }
    expect(depthOf({turn: 0, tilt: 0}, [0, 1])).toBeGreaterThan(depthOf({turn: 0, tilt: 0}, [0, -1]));
  });

  test("draws level ground, and where a loss is not a number", () => {
    expect(
      faces(
        landscapeSurface(
          plain,
          known(3, () => 2),
          {view: {turn: 0, tilt: 30}}
        )
      )
    ).toHaveLength(4);
    const broken = known(3, (column) => (column === 2 ? NaN : column));
    const surface = landscapeSurface(plain, broken, {view: {turn: 0, tilt: 30}});
    expect(surface.outerHTML).not.toContain("NaN");
  });
});

test("landscapePanels(items, panel, width) are in rows of three where they fill them, else of two", () => {
  const widthOf = (count: number, width: number) => {
    let each = 0;
    landscapePanels(new Array<number>(count).fill(0), (_, room) => ((each = room), document.createElement("p")), width); // prettier-ignore
    return each;
  };
  expect([widthOf(6, 624), widthOf(4, 624), widthOf(6, 330)]).toEqual([200, 306, 159]);
});

test("landscapeTable(rows) has a row each, with what noise would have", () => {
  const table = landscapeTable([{net: plain, landscape: {...eggBox, range: 0.02}}]);
  expect([...table.querySelectorAll("tbody tr > *")].map((cell) => cell.textContent!.trim())).toEqual([
    ...["plain-56", "±0.02", "2.200", "2.000", "2.200", "16", "5"]
  ]);
});

test("landscapeLines(rows) go from the first weights, at 0, to the trained ones, at 1", () => {
  const recording = recordingOf(plain, residual);
  const chart = landscapeLines(lineRows(recording, [plain, residual]));
  expect(chart.querySelectorAll('[aria-label="loss"]').length).toBeGreaterThanOrEqual(2);
  expect(chart.getAttribute("aria-description")).toContain("plain-56: from 1.875 to 1.125.");
});

test("trainingPlanes(recording) say how much of each path they have", () => {
  const planes = trainingPlanes(recordingOf(plain, residual), {width: 600});
  expect(planes.querySelectorAll("svg")).toHaveLength(2);
  expect(planes.textContent).toContain("95 % of its path");
});

test("sliceChart(landscape, {net}) is its middle row", () => {
  const chart = sliceChart(known(5, (column, row) => 10 * row + column), {net: plain}); // prettier-ignore
  expect(chart.getAttribute("aria-description")).toBe("±1: 20.00 to 24.00.");
  expect(chart.querySelectorAll("circle")).toHaveLength(5);
});

describe("growingLandscape(shape)", () => {
  const shape = {columns: 9, rows: 9, range: 0.5};
  const points = gridPlaces(shape).map(({column, row}) => ({
    column,
    row,
    lossNats: 10 * row + column,
    error: 0
  }));

  test("gives each grid once, when its last point is there", () => {
    const growing = growingLandscape(shape);
    const sizes = points.map((point) => growing.add([point])?.columns);
    expect(sizes.flatMap((size, i) => (size ? [[i + 1, size]] : []))).toEqual([[25, 5], [81, 9]]); // prettier-ignore
    expect([growing.done, growing.total]).toEqual([81, 81]);
  });

  test("gives the finest of several at once, in whatever order points come", () => {
    const whole = growingLandscape(shape).add(points.toReversed())!;
    expect(whole).toEqual({
      ...known(9, (column, row) => 10 * row + column, 0.5),
      error: new Array(81).fill(0)
    });
  });

  test("counts what is not a number as measured", () => {
    const growing = growingLandscape({columns: 3, rows: 1, range: 1});
    const all = [0, 1, 2].map((column) => ({column, row: 0, lossNats: NaN, error: 0.9}));
    expect(growing.add(all)!.loss).toEqual([NaN, NaN, NaN]);
  });
});

describe("landscapeFacts(recording)", () => {
  const facts = landscapeFacts(recordingOf(plain, residual));

  test("reads the recording in words", () => {
    expect([facts.pits(plain, 0.02), facts.pits(residual, 0.02)]).toEqual(["16 pits", "1 pit"]);
    expect(facts.seedPits(plain)).toBe("3 to 16");
    expect(facts.seedCount(plain)).toBe("2");
    expect(facts.between(plain, 1)).toBe("2.000 to 2.200");
    expect(facts.variation(plain, 1)).toBe("9.1 %");
    expect(facts.trainedLoss(residual)).toBe("0.1000");
    expect(facts.lowShare(residual)).toBe(`${Math.round((100 * 1) / 25)} %`);
    expect([0, 0.5, 1].map((at) => facts.onTheWay(plain, at))).toEqual(["1.875", "1.500", "1.125"]);
    expect(facts.planeShare(plain)).toBe("95 %");
    expect(facts.runningHighest(plain)).toBe("3.0 · 10³");
    expect(facts.weights(plain)).toBe("214,546");
  });

  test("throws on what was not recorded", () => {
    expect(() => facts.pits("cifar-plain-8", 1)).toThrow("no landscape of cifar-plain-8");
    expect(() => facts.pits(plain, 0.5)).toThrow("no landscape of cifar-plain-56 at ±0.5");
  });
});

test("trainedRows(recording) has plain networks first, the shallower before the deeper", () => {
  const nets = trainedRows(recordingOf(residual, plain, "cifar-plain-20")).map(({net}) => net);
  expect(nets).toEqual(["cifar-plain-20", plain, residual]);
});
