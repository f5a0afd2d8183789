import {readFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {type BackendName, backendNames} from "../components/experiment/backend.js";
import {openBackend} from "../components/worker/backend.js";
import {toFixture} from "./parity/fixture.js";
import {compare, type Comparison, referenceSubject} from "./parity/parity.js";
import {planSubjects} from "./parity/planSubject.js";

const usage = `npm run parity -- [--backend cpu|wasm] [--path reference|plan] FILE…

Compares one of our ways to train with fixtures made by PyTorch, one line a case: its name, the largest relative error
of output, loss, each gradient and each parameter after the step, and pass or FAIL. Exits with 1 if a case fails.`;

/** Returns a comparison as one line: the largest error of each kind of quantity, and whether all pass. */
function line({name, differences, passed}: Comparison): string {
  const kinds = new Map<string, number>();
  for (const {quantity, relative} of differences) {
    const kind = kindOf(quantity);
    kinds.set(kind, Math.max(kinds.get(kind) ?? 0, Number.isNaN(relative) ? Infinity : relative));
  }
  const worst = differences.reduce((a, b) => (b.relative > a.relative || Number.isNaN(b.relative) ? b : a));
  const columns = [...kinds].map(([kind, relative]) => `${kind} ${relative.toExponential(1)}`);
  return `${passed ? "pass" : "FAIL"}  ${name.padEnd(36)}  ${columns.join("  ")}${passed ? "" : `  worst: ${worst.quantity}`}`;
}

function kindOf(quantity: string): string {
  if (quantity.startsWith("output")) return "output";
  if (quantity.startsWith("loss")) return "loss";
  return quantity.split(" ")[0];
}

async function main(): Promise<number> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      backend: {type: "string"},
      path: {type: "string", default: "reference"},
      help: {type: "boolean"}
    }
  });
  if (values.help || positionals.length === 0) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const {path, backend = path === "plan" ? "wasm" : "cpu"} = values;
  checkChoice("backend", backend, backendNames);
  checkChoice("path", path, ["reference", "plan"]);
  const {plans} = await openBackend({only: backend as BackendName});
  if (path === "plan" && !plans) throw new Error(`invalid backend: ${backend}; it runs no plans`);
  const create = path === "plan" ? planSubjects(plans!.parts, plans!.createMachine) : referenceSubject;
  let failed = 0;
  for (const file of positionals) {
    for (const comparison of await compare(readFixture(file), create)) {
      console.log(line(comparison));
      if (!comparison.passed) failed++;
    }
  }
  return failed === 0 ? 0 : 1;
}

function checkChoice(name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value))
    throw new Error(`invalid ${name}: ${value}; it must be one of ${choices.join(", ")}`);
}

function readFixture(file: string) {
  try {
    return toFixture(JSON.parse(readFileSync(file, "utf8")), file);
  } catch (cause) {
    const reason = (cause as Error).message.replace(/\s+/g, " "); // JSON.parse quotes lines of the file
    throw new Error(`cannot read ${file}: ${reason}`, {cause});
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
