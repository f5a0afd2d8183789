import type {Random} from "../random/random.js";

/** A square colour picture that is being painted. Its plane reaches from −1 to 1 in *x* (right) and *y* (down). */
export interface Canvas {
  /** Height and width, in pixels. */
  readonly size: number;
  /** `[size, size, 3]`: red, green, blue, where 0 is dark and 1 is full. */
  readonly values: Float64Array;
}

/** Red, green, blue from 0 to 1. */
export type Colour = readonly [number, number, number];

/** Two colours that change into each other along a direction, in waves or once. */
export interface Paint {
  from: Colour;
  to: Colour;
  /** A unit vector. */
  direction: readonly [number, number];
  /** Triangle waves per unit of length; 0 is a single change from −1 to 1. */
  frequency: number;
  /** Part of a wave, in [0, 1). */
  phase: number;
}

/** A round-ended line from (x, y) to (x + dx, y + dy), or a dot if dx = dy = 0. */
export interface Stroke {
  x: number;
  y: number;
  dx: number;
  dy: number;
  /** Half the thickness. */
  radius: number;
  colour: Colour;
  opacity: number;
}

/** Where a shape lies: plane coordinates = centre + radius · rotation · shape coordinates. */
export interface Placement {
  x: number;
  y: number;
  radius: number;
  /** The image of the shape's *x* axis, a unit vector. */
  axis: readonly [number, number];
}

/** Returns the colour of a *hue* in [0, 6) (red, yellow, green, cyan, blue, magenta) at saturation and value in [0, 1]. */
export function colour(hue: number, saturation: number, value: number): Colour {
  const channel = (shift: number) => {
    const turned = (hue + shift) % 6;
    const full = Math.min(1, Math.max(0, Math.abs(turned - 3) - 1));
    return value * (1 - saturation + saturation * full);
  };
  return [channel(0), channel(4), channel(2)];
}

/** Covers the whole *canvas* with *paint*. */
export function paintGround({size, values}: Canvas, paint: Paint): void {
  let target = 0;
  for (let row = 0; row < size; ++row) {
    const y = (2 * row + 1) / size - 1;
    for (let column = 0; column < size; ++column) {
      const part = mixture(paint, (2 * column + 1) / size - 1, y);
      for (let channel = 0; channel < 3; ++channel)
        values[target++] = paint.from[channel] + (paint.to[channel] - paint.from[channel]) * part;
    }
  }
}

/** Draws a *stroke* on the *canvas*, its edge one pixel soft. */
export function paintStroke(canvas: Canvas, {x, y, dx, dy, radius, colour, opacity}: Stroke): void {
  const {size, values} = canvas;
  const square = dx * dx + dy * dy;
  const reach = radius + 1 / size;
  const [left, right] = span(Math.min(x, x + dx) - reach, Math.max(x, x + dx) + reach, size);
  const [top, bottom] = span(Math.min(y, y + dy) - reach, Math.max(y, y + dy) + reach, size);
  for (let row = top; row < bottom; ++row)
    for (let column = left; column < right; ++column) {
      const fromX = (2 * column + 1) / size - 1 - x;
      const fromY = (2 * row + 1) / size - 1 - y;
      const along = square > 0 ? Math.min(1, Math.max(0, (fromX * dx + fromY * dy) / square)) : 0;
      const awayX = fromX - along * dx;
      const awayY = fromY - along * dy;
      const coverage = opacity * softEdge(Math.sqrt(awayX * awayX + awayY * awayY) - radius, size);
      if (coverage === 0) continue;
      const target = 3 * (row * size + column);
      for (let channel = 0; channel < 3; ++channel)
        values[target + channel] += coverage * (colour[channel] - values[target + channel]);
    }
}

/** Draws a shape, given by its *distance*, on the *canvas*, its edge one pixel soft; the paint turns with the shape. */
export function paintShape(
  {size, values}: Canvas,
  distance: (x: number, y: number) => number,
  {placement: {x, y, radius, axis}, paint, opacity}: {placement: Placement; paint: Paint; opacity: number}
): void {
  const [cosine, sine] = axis;
  const reach = 1.45 * radius + 1 / size; // shapes lie in the disc of radius √2
  const [left, right] = span(x - reach, x + reach, size);
  const [top, bottom] = span(y - reach, y + reach, size);
  for (let row = top; row < bottom; ++row)
    for (let column = left; column < right; ++column) {
      const fromX = ((2 * column + 1) / size - 1 - x) / radius;
      const fromY = ((2 * row + 1) / size - 1 - y) / radius;
      const u = cosine * fromX + sine * fromY;
      const v = cosine * fromY - sine * fromX;
      const coverage = opacity * softEdge(distance(u, v) * radius, size);
      if (coverage === 0) continue;
      const part = mixture(paint, u, v);
      const target = 3 * (row * size + column);
      for (let channel = 0; channel < 3; ++channel) {
        const fill = paint.from[channel] + (paint.to[channel] - paint.from[channel]) * part;
        values[target + channel] += coverage * (fill - values[target + channel]);
      }
    }
}

/**
 * Writes the *canvas* as bytes from *offset* on: each value v becomes contrast·(v − ½) + ½ + brightness + noise, and
 * then the nearest of 256 levels, halves upwards. The noise is near normal, of standard deviation **noise**.
 */
export function writeBytes(
  {values}: Canvas,
  {
    bytes,
    offset,
    contrast,
    brightness,
    noise,
    random
  }: {
    bytes: Uint8Array;
    offset: number;
    contrast: number;
    brightness: number;
    noise: number;
    random: Random;
  }
): void {
  const scale = noise / 147.8; // the sum of four bytes has the deviation √(4·(256² − 1)/12) = 147.8, the mean 510
  for (let i = 0; i < values.length; ++i) {
    const bits = random.uint32();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    const value = contrast * (values[i] - 0.5) + 0.5 + brightness + scale * (sum - 510);
    bytes[offset + i] = value <= 0 ? 0 : value >= 1 ? 255 : Math.floor(value * 255 + 0.5);
  }
}

/** Returns how much of **to** a paint holds at (x, y). */
function mixture({direction, frequency, phase}: Paint, x: number, y: number): number {
  const along = direction[0] * x + direction[1] * y;
  if (frequency === 0) return Math.min(1, Math.max(0, 0.5 + 0.5 * along));
  const wave = frequency * along + phase;
  return Math.abs(2 * (wave - Math.floor(wave)) - 1);
}

/** Returns the part of a pixel that a straight edge at this *distance* from its middle covers. */
function softEdge(distance: number, size: number): number {
  const coverage = 0.5 - (distance * size) / 2;
  return coverage <= 0 ? 0 : coverage >= 1 ? 1 : coverage;
}

/** Returns the first pixel, and the first one after it, whose middle is not between two coordinates. */
function span(low: number, high: number, size: number): [number, number] {
  const first = Math.floor(((low + 1) * size) / 2);
  const last = Math.floor(((high + 1) * size) / 2) + 1;
  return [Math.max(0, first), Math.min(size, last)];
}
