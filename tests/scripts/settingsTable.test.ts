import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {settings} from "../../components/experiment/settings.js";
import {settingsTable, withSettingsTable} from "../../scripts/settingsTable.js";

test("the README's table of settings is that of the field table; `npm run settings` writes it anew", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(withSettingsTable(readme)).toBe(readme);
});

test("settingsTable() has a row for each setting, with its former names; a frame's own, in another table, have none", () => {
  const table = settingsTable();
  for (const {key, field} of settings) {
    if (key === "autoplay") expect(table).not.toContain("autoplay");
    else expect(table).toContain(`| \`${key}\``);
    for (const name of field.former ?? []) expect(table).toContain(`formerly \`${name}\``);
  }
  expect(table).toMatch(/\| `labelSmoothing` +\| The share of each target .* \| \[0, 0\.5\] +\| `0` +\|/);
});

test("withSettingsTable() needs marks", () => {
  expect(() => withSettingsTable("# no marks")).toThrow("no place for the table");
});
