import {createRandom, hash, type Random} from "../random/random.js";
import {
  type Canvas,
  type Colour,
  colour,
  type Paint,
  paintGround,
  paintShape,
  paintStroke,
  writeBytes
} from "./canvas.js";
import type {ImageSize, LabelledImages} from "./images.js";
import {shapes} from "./shapeDistances.js";
import {type Difficulty, shapesDifficulty} from "./shapesDifficulty.js";

export interface ShapesOptions {
  size: ImageSize;
  /** How many images. Image number i is of class i mod 10, and does not depend on the count. */
  count: number;
  seed: number;
  /** The two splits of a seed have no image in common. */
  split: "train" | "test";
  /** Defaults to shapesDifficulty. */
  difficulty?: Difficulty;
}

/**
 * Returns images of Shapes-10: one of ten shapes on a coloured ground, among strokes and dots. The same options give
 * the same bytes on every platform, and the same scenes at both sizes; only the noise differs.
 *
 * - result.pixels: `[count, size, size, 3]`
 *
 * Throws if **count** is not a positive integer.
 */
export function shapes10({
  size,
  count,
  seed,
  split,
  difficulty = shapesDifficulty
}: ShapesOptions): LabelledImages {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`invalid count: ${count}; it must be a positive integer`);
  const values = size * size * 3;
  const pixels = new Uint8Array(count * values);
  const labels = Uint8Array.from({length: count}, (_, index) => index % shapes.length);
  const canvas: Canvas = {size, values: new Float64Array(values)};
  const stream = hash(seed, split === "train" ? 1 : 2);
  for (let index = 0; index < count; ++index) {
    const random = createRandom(stream, index);
    paintScene(canvas, {label: labels[index], random, difficulty});
    writeBytes(canvas, {
      bytes: pixels,
      offset: index * values,
      contrast: within(difficulty.contrast, random),
      brightness: difficulty.brightness * (2 * random.uniform() - 1),
      noise: within(difficulty.noise, random),
      random
    });
  }
  return {size, count, classes: shapes.map((shape) => shape.name), pixels, labels};
}

function paintScene(
  canvas: Canvas,
  {label, random, difficulty}: {label: number; random: Random; difficulty: Difficulty}
): void {
  // The ground is darker or lighter than the shape, each as often.
  const separation = within(difficulty.separation, random);
  const middle = separation / 2 + (1 - separation) * (0.25 + 0.5 * random.uniform());
  const sign = random.uniform() < 0.5 ? -0.5 : 0.5;
  const ground = tone(middle - sign * separation, 0.6, random);
  paintGround(canvas, randomPaint(ground, random, difficulty));
  for (let i = 0; i < difficulty.behind; ++i) paintClutter(canvas, random, difficulty);

  const radius = within(difficulty.radius, random);
  const room = difficulty.shift * Math.max(0, 1 - radius);
  const x = room * (2 * random.uniform() - 1);
  const y = room * (2 * random.uniform() - 1);
  const axis = turned(difficulty.turn * (2 * random.uniform() - 1));
  const paint = randomPaint(tone(middle + sign * separation, 0.9, random), random, difficulty);
  paintShape(canvas, shapes[label].distance, {placement: {x, y, radius, axis}, paint, opacity: 1});
  for (let i = 0; i < difficulty.before; ++i) paintClutter(canvas, random, difficulty);
}

/** Draws a dot or a stroke anywhere. */
function paintClutter(canvas: Canvas, random: Random, {clutter}: Difficulty): void {
  const isDot = random.uniform() < 0.5;
  const [directionX, directionY] = unit(random);
  const length = isDot ? 0 : 0.3 + 0.5 * random.uniform();
  paintStroke(canvas, {
    x: 2 * random.uniform() - 1,
    y: 2 * random.uniform() - 1,
    dx: length * directionX,
    dy: length * directionY,
    radius: isDot ? 0.08 + 0.12 * random.uniform() : 0.04 + 0.05 * random.uniform(),
    colour: tone(random.uniform(), 0.8, random),
    opacity: within(clutter, random)
  });
}

/** Returns a colour of this *brightness*, in any hue, at most so saturated. */
function tone(brightness: number, saturation: number, random: Random): Colour {
  const [red, green, blue] = colour(6 * random.uniform(), saturation * random.uniform(), 1);
  const scale = brightness / (0.3 * red + 0.59 * green + 0.11 * blue);
  const excess = Math.max(0, Math.max(red, green, blue) * scale - 1);
  const fit = (value: number) => (value * scale + excess * brightness) / (1 + excess);
  return [fit(red), fit(green), fit(blue)];
}

function randomPaint(from: Colour, random: Random, {texture, textureContrast}: Difficulty): Paint {
  const striped = random.uniform() < texture;
  const change = () => textureContrast * (2 * random.uniform() - 1);
  const to: Colour = [from[0] + change(), from[1] + change(), from[2] + change()];
  const direction = unit(random);
  const frequency = 1 + 2 * random.uniform();
  return {from, to, direction, frequency: striped ? frequency : 0, phase: random.uniform()};
}

/** Returns the unit vector at the angle whose half has this *tangent*. */
function turned(tangent: number): [number, number] {
  const square = tangent * tangent;
  return [(1 - square) / (1 + square), (2 * tangent) / (1 + square)];
}

/** Returns a unit vector in any direction: a point of the disc, drawn by rejection, moved to the circle. */
function unit(random: Random): [number, number] {
  let x: number, y: number, square: number;
  do {
    x = 2 * random.uniform() - 1;
    y = 2 * random.uniform() - 1;
    square = x * x + y * y;
  } while (square > 1 || square < 1e-4);
  const length = Math.sqrt(square);
  return [x / length, y / length];
}

function within([from, to]: readonly [number, number], random: Random): number {
  return from + (to - from) * random.uniform();
}
