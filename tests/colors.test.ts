import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";

const style = ["colors", "symbols"].map((name) => readFileSync(`src/style/${name}.css`, "utf8"));

/** Those of the course's symbols that have colours of their own; F has that of --residual-56. */
const symbols = ["x", "H", "W", "lambda", "ell", "L", "epsilon", "T", "C"].map((name) => `symbol-${name}`);

describe.each(["light", "dark"])("the %s colours", (scheme) => {
  const colors = readColors(scheme);

  test.each(["plain-20", "plain-56", "residual-20", "residual-56"])(
    "--%s has a contrast of 3 or more",
    (name) => {
      for (const ground of ["theme-background-a", "theme-background-b"]) {
        expect(contrast(colors[name], colors[ground]), ground).toBeGreaterThanOrEqual(3);
      }
    }
  );

  test.each(["theme-foreground", "theme-foreground-muted", "error"])("--%s is legible as text", (name) => {
    for (const ground of ["theme-background-a", "theme-background-b"]) {
      expect(contrast(colors[name], colors[ground]), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each([...symbols, "residual-56"])("--%s is legible as text, on its own tint too", (name) => {
    for (const ground of ["theme-background-a", "theme-background-b"]) {
      const tint = mix(colors[name], colors[ground], 0.16); // that of a lit symbol
      expect(contrast(colors[name], colors[ground]), ground).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colors[name], tint), `tint on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("the words of code are legible", () => {
    for (const name of Object.keys(colors).filter((name) => name.startsWith("syntax-")))
      expect(contrast(colors[name], colors["theme-background-b"]), name).toBeGreaterThanOrEqual(4.5);
  });

  test("symbols differ from each other, from both kinds of network and from faults", () => {
    const others = ["plain-20", "plain-56", "residual-20", "residual-56", "error"];
    for (const [i, name] of symbols.entries()) {
      for (const other of [...symbols.slice(i + 1), ...others])
        expect(difference(colors[name], colors[other]), `${name}, ${other}`).toBeGreaterThan(0.09);
    }
  });

  test("the deeper network is the stronger colour", () => {
    for (const kind of ["plain", "residual"]) {
      const [shallow, deep] = [20, 56].map((depth) =>
        contrast(colors[`${kind}-${depth}`], colors["theme-background-a"])
      );
      expect(deep / shallow, kind).toBeGreaterThan(1.5);
    }
  });
});

function readColors(scheme: string): Record<string, string> {
  const block = style
    .map((text) => text.split(`(prefers-color-scheme: ${scheme})`)[1].split("\n}")[0])
    .join();
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, color]) => [name, color])
  );
}

/** Returns the contrast of two colours, from 1 to 21. Source: WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = linear(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the distance of two colours in OKLab, where white is at 1 from black. Source: B. Ottosson 2020. */
function difference(a: string, b: string): number {
  const other = oklab(b);
  return Math.hypot(...oklab(a).map((value, i) => value - other[i]));
}

function oklab(color: string): number[] {
  const [red, green, blue] = linear(color);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  ];
}

/** Returns *a* over *b*, as color-mix does in sRGB. */
function mix(a: string, b: string, share: number): string {
  const mixed = channels(a).map((value, i) => share * value + (1 - share) * channels(b)[i]);
  return `#${mixed
    .map((value) =>
      Math.round(255 * value)
        .toString(16)
        .padStart(2, "0")
    )
    .join("")}`;
}

function linear(color: string): number[] {
  return channels(color).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  );
}

function channels(color: string): number[] {
  return [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255);
}
