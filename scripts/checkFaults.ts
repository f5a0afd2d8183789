import {randomInt} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {run} from "./faults/campaign.js";
import {campaigns} from "./faults/campaigns.js";
import {reliabilityPage, withTable} from "./faults/reliabilityPage.js";

// npm run check:faults [-- --seed 1] [--tries 2000] [--write]. Tries every campaign with a new seed, which is printed, and
// lists what broke. With --write the table in docs/reliability.md is made anew.

const {values} = parseArgs({
  options: {seed: {type: "string"}, tries: {type: "string", default: "2000"}, write: {type: "boolean"}}
});
const seed = values.seed === undefined ? randomInt(2 ** 32 - 1) : Number(values.seed);
const tries = Number(values.tries);
if (!Number.isSafeInteger(seed) || !(Number.isSafeInteger(tries) && tries > 0))
  throw new Error(
    `invalid seed or tries: ${values.seed}, ${values.tries}; they are integers, of tries at least one`
  );
console.log(`seed ${seed}, ${tries} tries of each campaign`);

const results = [];
for (const campaign of campaigns) {
  const result = await run(campaign, {seed, tries});
  const {name, taken, refused, broken, slowestMs} = result;
  console.log(
    `${name}: ${taken} taken, ${refused} refused, ${broken.length} broken; the slowest took ${slowestMs.toFixed(0)} ms`
  );
  for (const {index, input, error} of broken) console.log(`  try ${index}: ${error}\n    ${input}`);
  results.push(result);
}
if (values.write)
  writeFileSync(reliabilityPage, withTable(readFileSync(reliabilityPage, "utf8"), results, seed));
process.exitCode = results.some(({broken}) => broken.length > 0) ? 1 : 0;
