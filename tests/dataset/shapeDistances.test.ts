import {describe, expect, test} from "vitest";
import {shapes} from "../../components/dataset/shapeDistances.js";
import {createRandom} from "../../components/random/random.js";

const {uniform} = createRandom(1);
const points = Array.from({length: 4000}, () => ({x: 4 * uniform() - 2, y: 4 * uniform() - 2}));

for (const {name, distance} of shapes)
  describe(`distance(x, y) of the ${name}`, () => {
    test("is positive beyond the radius √2 that paintShape looks at", () => {
      const outside = points.filter(({x, y}) => Math.hypot(x, y) > Math.SQRT2);
      expect(outside.length).toBeGreaterThan(1000);
      for (const {x, y} of outside) expect(distance(x, y)).toBeGreaterThan(0);
    });

    test("is negative on an area like the other shapes'", () => {
      const share = points.filter(({x, y}) => distance(x, y) < 0).length / points.length;
      expect(16 * share).toBeGreaterThan(0.8);
      expect(16 * share).toBeLessThan(2.8);
    });

    test("changes by no more than the way between two points", () => {
      for (let i = 1; i < points.length; ++i) {
        const from = points[i];
        const to = {x: from.x + 0.1 * (points[i - 1].x % 1), y: from.y + 0.1 * (points[i - 1].y % 1)};
        const way = Math.hypot(to.x - from.x, to.y - from.y);
        expect(Math.abs(distance(to.x, to.y) - distance(from.x, from.y))).toBeLessThanOrEqual(way + 1e-12);
      }
    });
  });

test("shapes mirror into themselves left to right; the crescent, top to bottom", () => {
  for (const {name, distance} of shapes)
    for (const {x, y} of points) {
      const mirrored = name === "crescent" ? distance(x, -y) : distance(-x, y);
      expect(mirrored).toBe(distance(x, y));
    }
});
