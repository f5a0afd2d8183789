/** A shape about the origin, of radius about 1, and its name. Down is positive *y*, as in an image. */
export interface Shape {
  readonly name: string;
  /** Returns how far (x, y) lies outside the shape; negative inside. Near the edge it is a distance. */
  readonly distance: (x: number, y: number) => number;
}

/**
 * The ten shapes of Shapes-10, a class each. Only + − × ÷, square roots and comparisons occur, which every engine
 * rounds in the same way. No shape is the mirror image of another, so mirroring keeps the class.
 *
 * Source of triangle, star and heart: Inigo Quilez, "2D distance functions" (iquilezles.org/articles/distfunctions2d).
 */
export const shapes: readonly Shape[] = [
  {name: "disc", distance: (x, y) => length(x, y) - 0.82},
  {name: "ring", distance: (x, y) => Math.abs(length(x, y) - 0.7) - 0.2},
  {name: "square", distance: (x, y) => box(x, y, 0.72, 0.72)},
  {name: "triangle", distance: triangle},
  {name: "cross", distance: (x, y) => Math.min(box(x, y, 0.26, 0.92), box(x, y, 0.92, 0.26))},
  {name: "star", distance: star},
  {name: "crescent", distance: (x, y) => Math.max(length(x, y) - 0.94, 0.74 - length(x - 0.42, y))},
  {name: "heart", distance: heart},
  {name: "stripes", distance: stripes},
  {name: "checker", distance: checker}
];

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function box(x: number, y: number, halfWidth: number, halfHeight: number): number {
  return Math.max(Math.abs(x) - halfWidth, Math.abs(y) - halfHeight);
}

/** Equilateral, a tip up, its centroid at the origin. */
function triangle(x: number, y: number): number {
  const side = 0.8660254037844386 * Math.abs(x) - 0.5 * y;
  return Math.max(y, side) - 0.52;
}

/** Five points, one up. The plane is folded over two of the axes of symmetry, so that one edge is left. */
function star(x: number, y: number): number {
  const cosine = 0.8090169943749475; // of 36°
  const sine = 0.5877852522924731;
  let u = Math.abs(x);
  let v = -y;
  let fold = 2 * Math.max(cosine * u - sine * v, 0);
  u -= fold * cosine;
  v += fold * sine;
  fold = 2 * Math.max(-cosine * u - sine * v, 0);
  u = Math.abs(u + fold * cosine);
  v += fold * sine - 1;
  // The edge runs from the tip at (0, 1) to the notch at radius 0.45.
  const notchX = 0.45 * sine;
  const notchY = 0.45 * cosine - 1;
  const along = clamp((u * notchX + v * notchY) / (notchX * notchX + notchY * notchY), 0, 1);
  const outside = u * notchY - v * notchX < 0;
  const distance = length(u - notchX * along, v - notchY * along);
  return outside ? distance : -distance;
}

/** The tip down. */
function heart(x: number, y: number): number {
  const u = Math.abs(x) / 1.65;
  const v = (0.86 - y) / 1.65;
  if (u + v > 1) return (length(u - 0.25, v - 0.75) - 0.3535533905932738) * 1.65;
  const half = 0.5 * Math.max(u + v, 0);
  const distance = Math.min(length(u, v - 1), length(u - half, v - half));
  return (u > v ? distance : -distance) * 1.65;
}

/** Three bars. */
function stripes(x: number, y: number): number {
  const bars = 0.18 - Math.abs(0.33 - Math.abs(Math.abs(x) - 0.33)); // within 0.18 of −0.66, 0 or 0.66
  return Math.max(box(x, y, 0.84, 0.84), -bars);
}

/** The four corners and the middle of a 3×3 board. */
function checker(x: number, y: number): number {
  const cell = 0.3;
  const corner = box(Math.abs(x) - 2 * cell, Math.abs(y) - 2 * cell, cell, cell);
  return Math.min(corner, box(x, y, cell, cell));
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
