import {parseArgs, type ParseArgsConfig} from "node:util";
import {describe, type NetworkDescription} from "../components/network/describe.js";
import {namedNetwork, networkNames} from "../components/network/named.js";
import {parseOptions} from "../components/network/namedOptions.js";
import {optionNames} from "../components/network/networkFields.js";
import {volumeText} from "../components/network/shapes.js";

const usage = `Prints a network layer by layer, or as JSON.

  npm run describe -- NAME [--json] [--OPTION VALUE …]

Names     ${networkNames.join("\n          ")}
Options   ${optionNames.map((name) => `--${name}`).join(" ")}
Examples  npm run describe -- resnet50 --json
          npm run describe -- cifar-resnet-56 --shortcut B --width 8 --size 16`;

/** Returns what the command line *args* ask for. Throws an error whose message is for the reader. */
function answer(args: string[]): string {
  const {values, positionals} = parseArgs({
    args,
    options: argumentOptions,
    allowPositionals: true,
    strict: false
  });
  const {help, json, ...entries} = values;
  if (help) return usage;
  const options = parseOptions(Object.fromEntries(Object.entries(entries).map(withValue)));
  if (positionals.length !== 1) {
    throw new Error(`invalid arguments: ${positionals.length} names; give one network, or --help`);
  }
  const {name, expression, input} = namedNetwork(positionals[0], options);
  const description = describe(name, expression, input);
  return json ? JSON.stringify(description, null, 2) : tableText(description);
}

const argumentOptions: ParseArgsConfig["options"] = {
  help: {type: "boolean", short: "h"},
  json: {type: "boolean"},
  ...Object.fromEntries(optionNames.map((name) => [name, {type: "string"}]))
};

/** An option at the end of the line, without a value, comes as `true`. */
function withValue([name, value]: [string, unknown]): [string, string] {
  return [name, typeof value === "string" ? value : "no value"];
}

function tableText({name, input, parameters, multiplyAdds, layers}: NetworkDescription): string {
  const header = ["name", "operation", "output", "parameters", "multiply–adds"];
  const rows = layers.map((layer) => [
    layer.name,
    layer.operation,
    volumeText(layer.output),
    count(layer.parameters),
    count(layer.multiplyAdds)
  ]);
  const total = ["total", "", "", count(parameters), count(multiplyAdds)];
  return [`${name}, input ${volumeText(input)}`, "", ...aligned([header, ...rows, total])].join("\n");
}

/** Texts to the left, numbers to the right. */
function aligned(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("  ")
  );
}

function count(value: number): string {
  return value.toLocaleString("en");
}

try {
  console.log(answer(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
