import {hash} from "../../components/random/random.js";
import {createDraws, type Draws} from "./draws.js";
import {engineFault} from "./engineFault.js";

/** What is tried at one door of the course: inputs, and what takes them. */
export interface Campaign<Input = unknown> {
  name: string;
  /** Returns an input of try number *index*, drawn by *draws*. */
  make(draws: Draws, index: number): Input;
  /** Takes an input, as the course does. Throws, or rejects, with a fault in words for readers. */
  take(input: Input): unknown;
  /** Returns an input as text, to report it. */
  show(input: Input): string;
  /** Returns smaller inputs, to find the smallest that breaks something. Defaults to none. */
  smaller?(input: Input): Iterable<Input>;
}

/** An input that broke something. */
export interface Broken {
  index: number;
  /** The smallest input found that breaks the same, as text. */
  input: string;
  error: string;
}

/** What came of a campaign. */
export interface CampaignResult {
  name: string;
  tries: number;
  /** How many were taken. */
  taken: number;
  /** How many were refused, with a fault in words for readers. */
  refused: number;
  broken: Broken[];
  slowestMs: number;
}

/** Makes *tries* inputs of a campaign, from a *seed*, and returns what came of them. */
export async function run<Input>(
  campaign: Campaign<Input>,
  {seed, tries}: {seed: number; tries: number}
): Promise<CampaignResult> {
  const result: CampaignResult = {name: campaign.name, tries, taken: 0, refused: 0, broken: [], slowestMs: 0};
  for (let index = 0; index < tries; index++) {
    const input = campaign.make(createDraws(hash(seed, index)), index);
    const beganMs = performance.now();
    const fault = await faultIn(campaign, input);
    result.slowestMs = Math.max(result.slowestMs, performance.now() - beganMs);
    if (fault === undefined) result.taken++;
    else if (fault === "refused") result.refused++;
    else result.broken.push({index, input: campaign.show(await smallest(campaign, input)), error: fault});
  }
  return result;
}

/** Returns undefined if *input* was taken, "refused" if it was refused in words for readers, else what broke. */
async function faultIn<Input>({take}: Campaign<Input>, input: Input): Promise<string | undefined> {
  try {
    await take(input);
    return undefined;
  } catch (error) {
    return engineFault(error) ?? "refused";
  }
}

/** Returns the smallest input found, step by step, that still breaks something. */
async function smallest<Input>(campaign: Campaign<Input>, input: Input): Promise<Input> {
  for (const next of campaign.smaller?.(input) ?? []) {
    const fault = await faultIn(campaign, next);
    if (fault !== undefined && fault !== "refused") return smallest(campaign, next);
  }
  return input;
}
