import {existsSync, writeFileSync} from "node:fs";
import {cpus} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {backendNames} from "../components/experiment/backend.js";
import {type BenchConfig, benchConfigs, findConfigs, stepFlops} from "./bench/benchConfigs.js";
import {benchmark, type BenchResult, entrantsOf} from "./bench/benchmark.js";
import {openBenchBrowser} from "./bench/browserHost.js";
import type {FoundBackend, Host} from "./bench/host.js";
import type {BenchBackend} from "./bench/implementation.js";
import {benchPage, pageLine, pageRatios} from "./bench/pageBench.js";
import {buildComparison, comparison, opponentOf, ratio, resultTable} from "./bench/resultTable.js";

const usage = `npm run bench -- [OPTIONS]

Times a training step of every implementation, side by side on one page of a browser, and prints a table for each config.

  --configs NAME,…          * stands for anything; default: all on a graphics card, else the few that end in minutes
  --implementations NAME,…  ratios are against the first; default: all
  --backends NAME,…         of ${[...backendNames, "pytorch"].join(", ")}; default: webgpu, webgpu-software, wasm, pytorch
  --steps N                 most steps of each after the first; default: 10
  --seconds N               no further round begins on a config after so long; default: 150
  --growth N                then so many steps of each, over which the growth of its memory is measured
  --node                    in Node, with WebGPU by Dawn, and PyTorch beside it if python3 has torch
  --gpu                     in a browser with its own choice of graphics card, instead of software WebGPU
  --page                    presses Retrain on the built site instead, and tells when a reader sees what
  --against DIR             with --page: the same of another built site, in turns
  --query QUERY             with --page: settings of the figure, as in a link; default: backend=wasm
  --against-query QUERY     the settings of the other, which may be the same site; default: QUERY
  --growth-table            how a step grows with depth and width, and falls with threads, in WebAssembly
  --rounds N                with --page: how often each is pressed; default: 3
  --json FILE               writes all measurements
  --list                    prints the names of all configs

Configs are named by network, width, image size and batch: resnet-56-w16-32px-b128. A step of resnext-29-8x7d-w32-16px-b8
is timed in turn with one of as many parameters in one group, by the plan alone.`;

const {values} = parseArgs({
  options: {
    configs: {type: "string"},
    implementations: {type: "string"},
    backends: {type: "string", default: "webgpu,webgpu-software,wasm,pytorch"},
    steps: {type: "string", default: "10"},
    seconds: {type: "string", default: "150"},
    growth: {type: "string"},
    "growth-table": {type: "boolean", default: false},
    node: {type: "boolean", default: false},
    gpu: {type: "boolean", default: false},
    page: {type: "boolean", default: false},
    against: {type: "string"},
    query: {type: "string", default: "backend=wasm"},
    "against-query": {type: "string"},
    rounds: {type: "string", default: "3"},
    json: {type: "string"},
    list: {type: "boolean"},
    help: {type: "boolean"}
  }
});

interface Place {
  /** Opens a host for one config. */
  openHost(): Promise<Host>;
  close(): Promise<void>;
  implementations: readonly {name: string; backends: readonly BenchBackend[]}[];
}

async function main(): Promise<void> {
  const steps = positive("steps", values.steps);
  const seconds = positive("seconds", values.seconds);
  const growthSteps = values.growth ? positive("growth", values.growth) : 0;
  checkBackends(values.backends.split(","));
  const chosen = values.configs ? findConfigs(values.configs.split(",")) : undefined;
  const place = values.node ? await nodePlace() : await browserPlace();
  try {
    const implementations = chooseImplementations(place);
    const found = await findBackends(place);
    const card = found.some(({name, device}) => name === "webgpu" && device !== undefined);
    const results: BenchResult[] = [];
    for (const config of chosen ?? benchConfigs.filter(({modest}) => modest || card)) {
      console.error(config.name);
      const host = await place.openHost();
      const tell = (message: string) => console.error(`  ${message}`);
      const {against} = config;
      const configs = against ? [against, config] : [config];
      const entrants = entrantsOf(implementations, found).filter(
        ({implementation}) => !against || implementation === "plan"
      );
      const measured = await benchmark(host, configs, {steps, seconds, growthSteps, tell, entrants});
      results.push(...measured);
      for (const one of configs) printResults(one, measured);
      if (against) console.log(comparison(config, measured));
      if (values.json) writeResults(values.json, found, results);
      await host.close().catch(() => {}); // its page may have crashed
    }
  } finally {
    await place.close();
  }
}

/** Times what a reader waits for on the built site. */
async function pageBench(): Promise<void> {
  const {against, query, "against-query": otherQuery = query, rounds} = values;
  const others = against === undefined ? [] : [{root: against, query: otherQuery}];
  const sites = [{root: "dist", query}, ...others];
  for (const {root} of sites)
    if (!existsSync(join(root, "degradation.html")))
      throw new Error(`invalid site: ${root}; it has no degradation.html (npm run build makes dist)`);
  const times = await benchPage({sites, rounds: positive("rounds", rounds), tell: console.error});
  for (const [i, {root, query}] of sites.entries()) console.log(`${root}?${query}: ${pageLine(times[i])}`);
  if (times.length > 1) console.log(`sooner: ${pageRatios(times[0], times[1])}`);
}

async function growthBench(): Promise<void> {
  const {printGrowth} = await import("./bench/growthTable.js");
  await printGrowth(positive("steps", values.steps));
}

async function browserPlace(): Promise<Place> {
  const {implementations} = await import("./bench/implementations.js");
  const browser = await openBenchBrowser({software: !values.gpu});
  return {...browser, implementations};
}

async function nodePlace(): Promise<Place> {
  const {openNodeHost} = await import("./bench/nodeHost.js");
  const {implementations} = await import("./bench/implementations.js");
  const {pytorchImplementations} = await import("./bench/pytorchImplementation.js");
  const host = await openNodeHost();
  return {
    openHost: async () => host,
    close: async () => {},
    implementations: [...implementations, ...pytorchImplementations]
  };
}

/** Returns what backends there are, and says it. */
async function findBackends(place: Place): Promise<FoundBackend[]> {
  const host = await place.openHost();
  const found = await host.backends(values.backends.split(",") as BenchBackend[]);
  await host.close();
  console.log(`processor: ${cpus()[0].model}, ${cpus().length} threads`);
  for (const {name, device, reason} of found) console.log(`${name}: ${device ?? `none (${reason})`}`);
  return found;
}

function printResults(config: BenchConfig, measured: readonly BenchResult[]): void {
  const results = measured.filter((result) => result.config === config.name);
  console.log(`\n${resultTable(config, results)}`);
  const builds = buildComparison(results);
  if (builds) console.log(builds);
}

function chooseImplementations({implementations}: Place): Place["implementations"] {
  if (!values.implementations) return implementations;
  return values.implementations.split(",").map((name) => {
    const implementation = implementations.find((one) => one.name === name);
    if (implementation) return implementation;
    const names = implementations.map(({name}) => name).join(", ");
    throw new Error(`unknown implementation: ${name}; the implementations are ${names}`);
  });
}

function checkBackends(names: string[]): void {
  const known: string[] = [...backendNames, "pytorch"];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`unknown backend: ${unknown}; the backends are ${known.join(", ")}`);
}

/** Writes everything that was measured so far, so that what is done is not lost with what comes. */
function writeResults(file: string, backends: FoundBackend[], results: BenchResult[]): void {
  const measured = results.filter(({steps}) => steps.length > 0);
  const rows = results.map((result) => {
    const config = configOf(result);
    const rivals = measured.filter(({config}) => config === result.config);
    const opponent = measured.includes(result) && opponentOf(result, rivals);
    return {...result, ratio: opponent ? ratio(result, opponent) : undefined, flops: stepFlops(config)};
  });
  const {platform, arch, version} = process;
  const machine = {processor: cpus()[0].model, threads: cpus().length, platform, arch, node: version};
  writeFileSync(
    file,
    `${JSON.stringify({date: new Date().toISOString(), machine, backends, results: rows}, null, 1)}\n`
  );
}

function configOf({config}: BenchResult): BenchConfig {
  return benchConfigs.find(({name}) => name === config)!;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new RangeError(`invalid ${name}: ${text}; it must be a positive number`);
  return value;
}

try {
  if (values.help) console.log(usage);
  else if (values.list) console.log(benchConfigs.map(({name}) => name).join("\n"));
  else if (values.page) await pageBench();
  else if (values["growth-table"]) await growthBench();
  else await main();
  process.exit(0); // Dawn would keep Node alive
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
