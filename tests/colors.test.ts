import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";

const style = readFileSync("src/style/colors.css", "utf8");

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
  const block = style.split(`(prefers-color-scheme: ${scheme})`)[1].split("\n}")[0];
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
  const [red, green, blue] = [1, 3, 5].map((i) => {
    const value = parseInt(color.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
