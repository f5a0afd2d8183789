import {describe, expect, test} from "vitest";
import {cameraAt, cameraTransform, drawingPoint} from "../../../components/diagrams/volumes/camera.js";
import {
  channelsAUnit,
  mapPoint,
  positionIn,
  topOf,
  type VolumeLayout,
  volumeLayout
} from "../../../components/diagrams/volumes/volumeLayout.js";
import {namedNetwork} from "../../../components/network/named.js";
import {shownPlaces} from "../../../components/network/shownPlaces.js";
import {volumeWalk} from "../../../components/network/volumeWalk.js";

const layoutOf = (...named: Parameters<typeof namedNetwork>): VolumeLayout => {
  const {expression, input} = namedNetwork(...named);
  const places = volumeWalk(expression, input);
  return volumeLayout(shownPlaces(places, {every: places.length < 100}));
};
const view = {width: 1000, height: 380};

describe.each(["resnet34", "resnet152", "vgg19", "cifar-resnet-20", "resnext50_32x4d"])("%s", (name) => {
  const layout = layoutOf(name);

  test("is to one scale", () => {
    for (const {place, height, depth, back} of layout.boxes) {
      const [rows, columns, channels] = place.volume;
      expect(height).toBe(rows);
      expect(back[0] / columns).toBeCloseTo(layout.boxes[0].back[0] / layout.boxes[0].place.volume[1], 12);
      expect(depth).toBeGreaterThanOrEqual(channels / channelsAUnit);
    }
  });

  test("has volumes that do not cover each other, inside of the drawing", () => {
    const main = layout.boxes.filter(({place}) => !place.onShortcut);
    main
      .slice(1)
      .forEach((box, i) => expect(box.x).toBeGreaterThan(main[i].x + main[i].depth + main[i].back[0]));
    for (const box of layout.boxes) {
      expect(topOf(box)).toBeGreaterThan(0);
      expect(box.y + box.height).toBeLessThan(layout.height);
      expect(box.x + box.depth + box.back[0]).toBeLessThan(layout.width);
    }
  });

  test("a camera at a place has the end of its volume in view, and all of its height", () => {
    layout.boxes.forEach((box, at) => {
      const camera = cameraAt(layout, at, view);
      const [left, top] = drawingPoint(camera, view, [0, 0]);
      const [right, bottom] = drawingPoint(camera, view, [view.width, view.height]);
      const end = box.x + box.depth + box.back[0];
      expect(end).toBeLessThan(right);
      expect(end).toBeGreaterThan(left);
      expect(topOf(box)).toBeGreaterThan(top);
      expect(box.y + box.height).toBeLessThan(bottom);
    });
  });
});

test("a shortcut's projection is above the residual function that it goes around", () => {
  const layout = layoutOf("resnet34");
  const box = layout.boxes.find(({place}) => place.onShortcut)!;
  const beside = layout.boxes.find(({place}) => place.block === box.place.block)!;
  expect(box.x).toBe(beside.x);
  expect(box.y + box.height).toBeLessThan(topOf(beside));
});

test("positionIn() finds the position that is at a point of a map", () => {
  const [, box] = layoutOf("resnet34").boxes;
  for (const [row, column] of [
    [0, 0],
    [50, 111],
    [111, 3]
  ])
    expect(positionIn(box, mapPoint(box, row + 0.5, column + 0.5))).toEqual({row, column});
  expect(positionIn(box, [box.x, box.y])).toBeUndefined();
});

test("cameraTransform() puts what the camera looks at into the middle", () => {
  const camera = {x: 100, y: 50, magnified: 2};
  expect(cameraTransform(camera, {width: 400, height: 200})).toBe("translate(0.00px, 0.00px) scale(2.0000)");
  expect(drawingPoint(camera, {width: 400, height: 200}, [200, 100])).toEqual([100, 50]);
});

test("between two places the camera is on the way", () => {
  const layout = layoutOf("resnet34");
  const [a, b, between] = [3, 4, 3.5].map((at) => cameraAt(layout, at, view));
  expect(between.x).toBeCloseTo((a.x + b.x) / 2, 9);
  expect(between.magnified).toBeCloseTo(Math.sqrt(a.magnified * b.magnified), 9);
});
