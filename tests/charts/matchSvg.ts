import {existsSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect} from "vitest";

/**
 * Expects *element* to be drawn as `snapshots/NAME.svg` of a test's *folder* says; a difference is written beside it as
 * `NAME-changed.svg`.
 * A snapshot that is not there yet is written, except in CI. To accept a change, delete the old file.
 */
export function expectSvg(element: Element, name: string, folder = import.meta.dirname): void {
  const path = (suffix = "") => join(folder, "snapshots", `${name}${suffix}.svg`);
  const drawn = normalized(element.outerHTML);
  rmSync(path("-changed"), {force: true});
  if (!existsSync(path()) && !process.env.CI) writeFileSync(path(), drawn);
  const kept = existsSync(path()) ? readFileSync(path(), "utf8") : "";
  if (drawn !== kept) writeFileSync(path("-changed"), drawn);
  expect(drawn).toBe(kept);
}

/** One element a line, numbers with two decimals, identifiers numbered in their order. */
function normalized(svg: string): string {
  const ids = new Map<string, string>();
  const numbered = svg.replace(/(?<=\bid="|url\(#|href="#)[\w-]+/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size + 1}`);
    return ids.get(id)!;
  });
  const rounded = numbered.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
  return rounded.replaceAll("><", ">\n<") + "\n";
}
