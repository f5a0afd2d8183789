import {randomInt} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {buildSite, isBuilt} from "./buildSite.js";
import {type OpenCampaigns, openVisitCampaigns} from "./faults/browser/visitCampaigns.js";
import {type Campaign, type CampaignResult, run} from "./faults/campaign.js";
import {campaigns} from "./faults/campaigns.js";
import {reliabilityPage, withTable} from "./faults/reliabilityPage.js";

// npm run check:faults [-- --seed 1] [--tries 2000] [--visits 24] [--only storage,cells] [--write]. Tries every campaign with a new
// seed, which is printed, and lists what broke: those that need a browser, which open the built site, by *visits*, and all others by
// *tries*. With --only, those whose names have one of these words. With --write the table in docs/reliability.md is made anew.

const {values} = parseArgs({
  options: {
    seed: {type: "string"},
    tries: {type: "string", default: "2000"},
    visits: {type: "string", default: "24"},
    only: {type: "string"},
    write: {type: "boolean"}
  }
});
const seed = values.seed === undefined ? randomInt(2 ** 32 - 1) : Number(values.seed);
const [tries, visits] = [values.tries, values.visits].map(Number);
if (
  !Number.isSafeInteger(seed) ||
  ![tries, visits].every((count) => Number.isSafeInteger(count) && count >= 0)
)
  throw new Error(
    `invalid seed, tries or visits: ${values.seed}, ${values.tries}, ${values.visits}; they are integers from 0`
  );
if (values.write && values.only) throw new Error("invalid options: --only and --write; the table is of all");
const words = values.only?.split(",");
const isAsked = ({name}: {name: string}) => words?.some((word) => name.includes(word)) ?? true;
console.log(`seed ${seed}, ${tries} tries and ${visits} visits of each campaign`);

/** Tries a campaign, and prints what came of it. */
async function tried(campaign: Campaign, tries: number): Promise<CampaignResult> {
  const beganMs = performance.now();
  const result = await run(campaign, {seed, tries});
  const {name, taken, refused, broken, slowestMs} = result;
  const seconds = ((performance.now() - beganMs) / 1000).toFixed(0);
  console.log(
    `${name}: ${taken} taken, ${refused} refused, ${broken.length} broken, in ${seconds} s; the slowest took ${slowestMs.toFixed(0)} ms`
  );
  for (const {index, input, error} of broken) console.log(`  try ${index}: ${error}\n    ${input}`);
  return result;
}

const results: CampaignResult[] = [];
if (tries > 0) for (const campaign of campaigns.filter(isAsked)) results.push(await tried(campaign, tries));
if (visits > 0) {
  if (!isBuilt() && !(await buildSite())) process.exit(1);
  let opened: OpenCampaigns | undefined;
  try {
    opened = await openVisitCampaigns();
    for (const campaign of opened.campaigns.filter(isAsked)) results.push(await tried(campaign, visits));
  } finally {
    await opened?.close();
  }
}
if (values.write)
  writeFileSync(reliabilityPage, withTable(readFileSync(reliabilityPage, "utf8"), results, seed));
process.exitCode = results.some(({broken}) => broken.length > 0) ? 1 : 0;
