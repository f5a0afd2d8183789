import {readFileSync} from "node:fs";
import {
  type Color,
  differenceCiede2000,
  differenceEuclidean,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  interpolate,
  parse,
  wcagContrast as contrast
} from "culori";
import {describe, expect, test} from "vitest";

const networks = ["plain-20", "plain-56", "residual-20", "residual-56"];

/** How colours look to those who see two kinds of them. Source: Machado, Oliveira and Fernandes 2009. */
const sights: Record<string, (color: Color) => Color> = {
  everyone: (color) => color,
  deuteranopia: filterDeficiencyDeuter(1),
  protanopia: filterDeficiencyProt(1),
  tritanopia: filterDeficiencyTrit(1)
};

/** The distance of two colours in OKLab, where white is at 1 from black. */
const difference = differenceEuclidean("oklab");

const style = ["colors", "symbols"].map((name) => readFileSync(`src/style/${name}.css`, "utf8"));

/** Those of the course's symbols that have colours of their own; F has that of --residual-56. */
const symbols = ["x", "H", "W", "lambda", "ell", "L", "epsilon", "T", "C"].map((name) => `symbol-${name}`);

describe.each(["light", "dark"])("the %s colours", (scheme) => {
  const colors = readColors(scheme);

  test.each(networks)("--%s has a contrast of 3 or more", (name) => {
    for (const ground of ["theme-background-a", "theme-background-b"]) {
      expect(contrast(colors[name], colors[ground]), ground).toBeGreaterThanOrEqual(3);
    }
  });

  test.each(["theme-foreground", "theme-foreground-muted", "error"])("--%s is legible as text", (name) => {
    for (const ground of ["theme-background-a", "theme-background-b"]) {
      expect(contrast(colors[name], colors[ground]), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each([...symbols, "residual-56"])("--%s is legible as text, on its own tint too", (name) => {
    for (const ground of ["theme-background-a", "theme-background-b"]) {
      const tint = interpolate([colors[ground], colors[name]], "rgb")(0.16); // that of a lit symbol
      expect(contrast(colors[name], colors[ground]), ground).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colors[name], tint), `tint on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(Object.entries(sights))("networks differ to %s: ΔE of 15 or more", (_, seen) => {
    const [shown, ground] = [
      networks.map((name) => seen(parse(colors[name])!)),
      colors["theme-background-a"]
    ];
    for (const [i, color] of shown.entries())
      for (const other of [...shown.slice(i + 1), ground])
        expect(differenceCiede2000()(color, other), networks[i]).toBeGreaterThanOrEqual(15);
  });

  test("symbols differ from each other, from both kinds of network and from faults", () => {
    const others = [...networks, "error"];
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
