import type {BrowserContext, Page} from "playwright-core";
import {lastMean, trainEmbedded} from "../../scripts/embedRun.js";

/** What the embedded figure shows of some networks that it has trained at its defaults. */
export interface DegradationRun {
  /** Training error in percent, mean of the last steps, by network. */
  errors: number[];
  /** How often the figure was told of new steps. */
  messages: number;
}

/** What to train, and for how long. */
export interface DegradationOptions {
  nets: readonly string[];
  steps: number;
  seed: number;
  timeoutMs: number;
  /** Called when training has ended, while the page is still there. */
  beforeClose?: (page: Page) => Promise<void>;
}

/** Trains **nets** in the embedded figure of the *site*, on the processor, as readers have it. */
export async function trainDegradation(
  context: BrowserContext,
  site: string,
  {nets, steps, seed, ...options}: DegradationOptions
): Promise<DegradationRun> {
  const settings = {
    nets: nets.join(),
    steps: String(steps),
    seed: String(seed),
    evaluate: "50",
    autoplay: "1"
  };
  const run = await trainEmbedded(context, site, new URLSearchParams(settings), options);
  const errors = nets.map((net) => 100 * lastMean(run, net));
  console.log(
    `training error: ${nets.map((net, i) => `${net} ${errors[i].toFixed(1)} %`).join(", ")}, after ${steps} steps`
  );
  return {errors, messages: run.messages.filter(({type}) => type === "step").length};
}
