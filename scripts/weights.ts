import {readFileSync, writeFileSync} from "node:fs";
import {basename} from "node:path";
import {parseArgs, type ParseArgsConfig} from "node:util";
import {networkNames} from "../components/network/named.js";
import {parseOptions} from "../components/network/namedOptions.js";
import {optionNames} from "../components/network/networkFields.js";
import {writePth} from "../components/weights/pth/writePth.js";
import {readWeights} from "../components/weights/readWeights.js";
import {writeSafetensors} from "../components/weights/safetensors/writeSafetensors.js";
import type {StoredWeights} from "../components/weights/storedTensor.js";
import {weighedNetwork} from "../components/weights/weighedNetwork.js";
import {fitText} from "./weights/fitText.js";
import {readInput} from "./weights/inputFile.js";
import {outputsOf, outputText} from "./weights/outputs.js";

const usage = `Reads PyTorch's weights, .safetensors or .pth, and shows how they fit a network. Nothing in the file is run.

  npm run weights -- FILE [--network NAME [--OPTION VALUE …]] [--input FILE.json]
  npm run weights -- FILE --to safetensors|pth --out FILE

--network  the network; without it, it is guessed from names and shapes
           ${networkNames.join(" ")}
--OPTION   ${optionNames.map((name) => `--${name}`).join(" ")}
--input    {"shape": [N, C, H, W], "data": […]}, or {"input": such, "output": what PyTorch gave}: prints the outputs as JSON,
           and the largest difference
--to       writes the tensors as they are in another format; what DataParallel puts before names is left out`;

const options: ParseArgsConfig["options"] = Object.fromEntries([
  ["help", {type: "boolean", short: "h"}],
  ...["network", "input", "to", "out", ...optionNames].map((name) => [name, {type: "string"}])
]);

/** Does what the command line *args* ask for. Rejects with an error whose message is for the reader. */
async function main(args: string[]): Promise<void> {
  const {values, positionals} = parseArgs({args, options, allowPositionals: true, strict: false});
  const {help, network, input, to, out, ...entries} = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === true ? "no value" : value])
  ) as Partial<Record<string, string>>;
  if (help) return console.log(usage);
  if (positionals.length !== 1)
    throw new Error(`invalid arguments: ${positionals.length} files; give one file of weights, or --help`);
  const file = await readWeights(readFileSync(positionals[0]), basename(positionals[0]));
  if (to !== undefined || out !== undefined) return convert(file, to, out);
  const chosen = parseOptions(entries as Record<string, string>);
  if (network === undefined && Object.keys(chosen).length > 0)
    throw new Error(`invalid arguments: ${Object.keys(entries).join(", ")}; options belong to a --network`);
  const given = input === undefined ? undefined : readInput(input);
  const weighed = weighedNetwork(file, {name: network, options: chosen, volume: given?.volume});
  console.log(fitText(weighed, file));
  if (given) console.log(outputText(await outputsOf(weighed, given.images), given.expected));
}

function convert({tensors}: StoredWeights, to = "", out = ""): void {
  const write = {safetensors: writeSafetensors, pth: writePth}[to];
  if (!write) throw new Error(`invalid arguments: --to ${to || "none"}; it must be safetensors or pth`);
  if (out === "") throw new Error("invalid arguments: --to needs --out FILE");
  const bytes = write(tensors);
  writeFileSync(out, bytes);
  console.log(`${out}: ${tensors.length} tensors, ${bytes.length.toLocaleString("en")} bytes`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
