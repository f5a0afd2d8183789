import {describe, expect, test} from "vitest";
import {textWidth} from "../../components/charts/textWidth.js";
import type {Box, Edge, Position, Rect, Saying} from "../../components/diagrams/diagramNode.js";
import {allMarks, type DiagramLayout, layout} from "../../components/diagrams/layout.js";
import {lengths} from "../../components/diagrams/lengths.js";
import {partsOf, type View} from "../../components/diagrams/partsOf.js";
import {basicBlock} from "../../components/network/blocks/basicBlock.js";
import {bottleneck} from "../../components/network/blocks/bottleneck.js";
import type {Expression} from "../../components/network/expression.js";
import {fold} from "../../components/network/fold.js";
import {namedNetwork} from "../../components/network/named.js";
import {small, zoo} from "./zoo.js";

const all: Saying = {details: true, volumes: "all"};
const unfolded: View = {branches: Infinity};

const views: Record<string, View> = {
  "every layer": unfolded,
  "open groups": {branches: 4, isOpen: () => true},
  "folded groups": {branches: 4, isOpen: () => false},
  "open stages": {branches: 4, isOpen: ({role}) => role === "stage"}
};

describe.each([...small, ...zoo])("layout of $name", ({expression, input}) => {
  test.each(Object.entries(views))("%s: nothing overlaps, and lines join boxes", (_, view) => {
    const drawing = layout(partsOf(expression, input, view), all);
    expect(overlaps(drawing)).toEqual([]);
    expect(looseEnds(drawing)).toEqual([]);
    expect(crossings(drawing)).toEqual([]);
    expect(outside(drawing)).toEqual([]);
  });

  test("a box for each layer when nothing is folded", () => {
    const drawing = layout(partsOf(expression, input, unfolded), all);
    expect(boxes(drawing).filter(({kind}) => kind === "layer")).toHaveLength(layers(expression));
    expect(boxes(drawing).filter(({kind}) => kind === "sum" || kind === "concat")).toHaveLength(
      joins(expression)
    );
  });
});

describe.each(zoo)("layout of $name in columns", ({expression, input}) => {
  test.each([1072, 768, 358])("that have a room of %i pixels", (room) => {
    const part = partsOf(expression, input, views["open stages"]);
    const one = layout(part, all);
    const drawing = layout(part, all, {room});
    expect(overlaps(drawing)).toEqual([]);
    expect(looseEnds(drawing)).toEqual([]);
    expect(outside(drawing)).toEqual([]);
    expect(boxes(drawing).map(({lines}) => lines)).toEqual(boxes(one).map(({lines}) => lines));
    expect(drawing.width).toBeLessThanOrEqual(Math.max(room, one.width));
    expect(drawing.height).toBeLessThanOrEqual(one.height + 50);
  });
});

test("layout(parts, {room}) is in columns where one would be high and they have room", () => {
  const {expression, input} = namedNetwork("cifar-resnet-56");
  const part = partsOf(expression, input, views["open stages"]);
  const saying: Saying = {details: false, volumes: "changes"};
  const [one, wide, narrow] = [undefined, 768, 358].map((room) => layout(part, saying, {room}));
  expect(wide.height).toBeLessThan(0.6 * one.height);
  expect(wide.width).toBeGreaterThan(one.width);
  expect(narrow).toEqual(one);
});

test("layout(parts) is the same every time", () => {
  const {expression, input} = namedNetwork("googlenet-paper");
  const draw = () => JSON.stringify(layout(partsOf(expression, input, unfolded), all));
  expect(draw()).toBe(draw());
});

test("layout(parts) leads an identity around the residual function, into the sum's side", () => {
  const drawing = layout(partsOf(basicBlock(16, 16), [8, 8, 16], unfolded), {
    details: false,
    volumes: "changes"
  });
  const frame = drawing.marks.find((mark) => mark.type === "frame")!;
  const [shortcut, ...others] = edges(drawing).filter(({bypass}) => bypass);
  expect(others).toEqual([]);
  expect([shortcut.from.kind, shortcut.to.kind]).toEqual(["fork", "sum"]);
  expect(shortcut.points.every(({x}, i) => i === 0 || i === 3 || x > frame.x + frame.width)).toBe(true);
  const end = shortcut.points.at(-1)!;
  expect(end.x).toBe(shortcut.to.x + shortcut.to.width);
});

test("layout(parts) puts the letters of formulas on lines", () => {
  const letters = (expression: Expression) =>
    edges(layout(partsOf(expression, [8, 8, 16], unfolded), all)).flatMap(({letter, from, to}) =>
      letter ? `${letter}: ${from.kind} → ${to.kind}` : []
    );
  expect(letters(basicBlock(16, 16))).toEqual(["x: terminal → fork", "x: fork → sum", "H: sum → layer"]);
  expect(letters(basicBlock(16, 32))).toEqual([
    "x: terminal → fork",
    "x: fork → layer",
    "x: layer → layer",
    "x: layer → sum",
    "H: sum → layer"
  ]);
  expect(letters(basicBlock(16, 16, {residual: false}))).toEqual(["x: terminal → layer"]);
});

test("layout(parts) draws the first, the second and the last of 32 branches, and counts the others", () => {
  const block = bottleneck(256, 128, {cardinality: 32, form: "sum"});
  const drawing = layout(partsOf(block, [56, 56, 256], {branches: 4}), all);
  expect(boxes(drawing).filter(({lines}) => lines[0] === "3×3 conv, 4")).toHaveLength(3);
  expect(boxes(drawing).find(({kind}) => kind === "more")!.lines).toEqual(["⋯", "29 more", "32 in all"]);
});

function boxes({marks}: DiagramLayout): Box[] {
  return allMarks(marks).filter((mark) => mark.type === "box");
}

function edges({marks}: DiagramLayout): Edge[] {
  return allMarks(marks).filter((mark) => mark.type === "edge");
}

/** Where a box lies on another, or under what is written beside a line. */
function overlaps(drawing: DiagramLayout): string[] {
  const solid = boxes(drawing)
    .filter(({kind}) => kind !== "fork")
    .sort((a, b) => a.y - b.y);
  const texts = edges(drawing).flatMap((edge) => (edge.text === undefined ? [] : [textRect(edge)]));
  const rects = [...solid, ...texts].sort((a, b) => a.y - b.y);
  return rects.flatMap((rect, i) => {
    const found: string[] = [];
    for (let j = i + 1; j < rects.length && rects[j].y < rect.y + rect.height; ++j) {
      const other = rects[j];
      if (other.x < rect.x + rect.width && rect.x < other.x + other.width)
        found.push(`${place(rect)} and ${place(other)}`);
    }
    return found;
  });
}

function textRect({points, room, text}: Edge): Rect {
  const {x} = points[0];
  return {x: x + 8, y: room + 5, width: textWidth(text!, lengths.noteSize), height: 12};
}

/** Lines that are slanted, do not begin below their first box, or do not end at the border of their last. */
function looseEnds(drawing: DiagramLayout): string[] {
  const known = new Set(boxes(drawing));
  return edges(drawing).flatMap((edge) => {
    const {from, to, points} = edge;
    const straight = points.every(({x, y}, i) => i === 0 || x === points[i - 1].x || y === points[i - 1].y);
    const ends = onBorder(points[0], from) && onBorder(points.at(-1)!, to);
    return straight && ends && known.has(from) && known.has(to) ? [] : [JSON.stringify(points)];
  });
}

/** Where a line runs through a box. */
function crossings(drawing: DiagramLayout): string[] {
  const solid = boxes(drawing).filter(({kind}) => kind !== "fork");
  return edges(drawing).flatMap(({points}) =>
    points.slice(1).flatMap((end, i) => {
      const start = points[i];
      const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
      const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
      return solid
        .filter((box) => left < box.x + box.width - 1e-6 && right > box.x + 1e-6)
        .filter((box) => top < box.y + box.height - 1e-6 && bottom > box.y + 1e-6)
        .map((box) => `${place(box)} on the way to ${end.x},${end.y}`);
    })
  );
}

function onBorder({x, y}: Position, {x: left, y: top, width, height}: Rect): boolean {
  const [right, bottom] = [left + width, top + height];
  const near = (a: number, b: number) => Math.abs(a - b) < 1e-6;
  const within = x >= left - 1e-6 && x <= right + 1e-6 && y >= top - 1e-6 && y <= bottom + 1e-6;
  return within && (near(x, left) || near(x, right) || near(y, top) || near(y, bottom));
}

function outside(drawing: DiagramLayout): string[] {
  const points = edges(drawing).flatMap(({points}) =>
    points.map((point) => ({...point, width: 0, height: 0}))
  );
  const texts = edges(drawing).flatMap((edge) => (edge.text === undefined ? [] : [textRect(edge)]));
  return [...boxes(drawing), ...points, ...texts].flatMap((rect) => {
    const {x, y, width, height} = rect;
    const fits = x >= 0 && y >= 0 && x + width <= drawing.width && y + height <= drawing.height;
    return fits ? [] : [place(rect)];
  });
}

function place({x, y, width, height}: Rect): string {
  return `${width}×${height} at ${x},${y}`;
}

function layers(expression: Expression): number {
  return count(expression, (type) => type !== "identity", 0);
}

function joins(expression: Expression): number {
  return count(expression, () => false, 1);
}

/** Counts the leaves that are *counted*, and each join as *join*. */
function count(expression: Expression, counted: (type: string) => boolean, join: number): number {
  const total = (parts: number[]) => parts.reduce((sum, n) => sum + n, 0);
  return fold<number>(expression, {
    leaf: ({type}) => Number(counted(type)),
    sequence: total,
    sum: (branches) => join + total(branches),
    concat: (branches) => join + total(branches)
  });
}
