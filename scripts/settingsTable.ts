import {readFileSync, writeFileSync} from "node:fs";
import {frameFields} from "../components/embed/frameQuery.js";
import {fourNetworks} from "../components/experiment/fourNetworks.js";
import {type Setting, settings} from "../components/experiment/settings.js";
import {markdownTable} from "./markdownTable.js";

// Writes the table of a link's keys into the README, from the field table: `npm run settings`.

const [begin, end] = ["<!-- settings: begin -->", "<!-- settings: end -->"];

/** Returns *markdown* with the table of all settings between its marks. */
export function withSettingsTable(markdown: string): string {
  const [before, rest] = markdown.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`no place for the table: ${begin} … ${end}`);
  return `${before}${begin}\n\n${settingsTable()}\n\n${end}${after}`;
}

/** Returns the table of all settings but a frame's own: their keys in a link, what they are, their values, their defaults. */
export function settingsTable(): string {
  const networks = [
    "`nets`",
    "Networks, by the names that `npm run describe` knows.",
    "",
    `\`${fourNetworks.join(",")}\``
  ];
  const rows = settings.filter(({key}) => !Object.hasOwn(frameFields, key)).map(rowOf);
  return markdownTable(["key", "what it is", "values", "default"], [networks, ...rows]);
}

function rowOf({key, field}: Setting): string[] {
  const {former = [], help, unit} = field;
  const names = [`\`${key}\``, ...former.map((name) => `formerly \`${name}\``)].join(", ");
  const standard = field.default === undefined ? "" : `\`${field.write(field.default)}\``;
  return [names, help, [valuesText({field}), unit].filter(Boolean).join(" "), standard];
}

function valuesText({field: {control, rule}}: Pick<Setting, "field">): string {
  if (control.type === "select")
    return Object.keys(control.options)
      .map((value) => `\`${value}\``)
      .join(" ");
  if (rule.is !== "integer" && rule.is !== "number") return "";
  const open = rule.is === "number" ? rule.open : undefined;
  const [left, right] = [open === "least" ? "(" : "[", open === "most" ? ")" : "]"];
  return `${left}${rule.least}, ${rule.most}${right}`;
}

if (process.argv[1]?.endsWith("settingsTable.ts"))
  writeFileSync("README.md", withSettingsTable(readFileSync("README.md", "utf8")));
