import type {BenchConfig} from "./benchConfigs.js";
import type {FoundBackend, Host, StepMeasurement} from "./host.js";
import type {BenchBackend} from "./implementation.js";

/** One implementation on one backend. */
export interface Entrant {
  readonly implementation: string;
  readonly backend: BenchBackend;
}

/** What an entrant did on one config. */
export interface BenchResult extends Entrant {
  readonly config: string;
  readonly createMs?: number;
  /** The first step, in which most compile their kernels; not among the steps. */
  readonly first?: StepMeasurement;
  readonly steps: StepMeasurement[];
  readonly counts: Record<string, number>;
  /** By how much the memory of its device, or its WebAssembly memory, grew over so many steps. */
  readonly growth?: {steps: number; bytes: number};
  /** Why it stopped. */
  readonly error?: string;
}

/** How long to measure. */
export interface BenchLimits {
  /** Most steps of each entrant after the first. */
  steps: number;
  /** Steps after that over which the growth of memory is measured; 0 for none. */
  growthSteps: number;
  /** No round begins after so many seconds on a config, except the first. */
  seconds: number;
  tell(message: string): void;
}

/**
 * Returns what *entrants* did on each of *configs*, side by side: each makes its first step, then all make one step in
 * turn, again and again, so that whatever else the machine does slows all of them.
 */
export async function benchmark(
  host: Host,
  configs: readonly BenchConfig[],
  {entrants, steps, growthSteps, seconds, tell}: BenchLimits & {entrants: readonly Entrant[]}
): Promise<BenchResult[]> {
  const start = performance.now();
  const runs = configs.flatMap((config) => entrants.map((entrant) => createRun(host, config, entrant)));
  for (const run of runs) tell(await run.begin());
  for (let round = 1; round <= steps; round++) {
    if (round > 1 && performance.now() - start > seconds * 1000) break;
    for (const run of runs) await run.step();
    tell(`round ${round}`);
  }
  for (const run of growthSteps > 0 ? runs : []) tell(await run.grow(growthSteps));
  return Promise.all(runs.map((run) => run.end()));
}

function createRun(host: Host, config: BenchConfig, entrant: Entrant) {
  const steps: StepMeasurement[] = [];
  let id: number | undefined;
  let createMs: number | undefined;
  let first: StepMeasurement | undefined;
  let growth: BenchResult["growth"];
  let error: string | undefined;
  const attempt = async (act: () => Promise<void>) => {
    if (error === undefined) await act().catch((thrown) => (error = reasonOf(thrown)));
  };
  return {
    async begin(): Promise<string> {
      await attempt(async () => {
        ({id, ms: createMs} = await host.create(config, entrant.implementation, entrant.backend));
        first = await host.step(id);
      });
      const outcome = first ? `first step ${Math.round(createMs! + first.ms)} ms` : error;
      return `${entrant.implementation} on ${entrant.backend}: ${outcome}`;
    },
    step: () => attempt(async () => void steps.push(await host.step(id!))),
    async grow(count: number): Promise<string> {
      await attempt(async () => {
        const {before, after} = await host.grow(id!, count);
        growth = {steps: count, bytes: after - before};
      });
      return `${entrant.implementation} on ${entrant.backend}: grew by ${growth?.bytes ?? "?"} bytes in ${count} steps`;
    },
    async end(): Promise<BenchResult> {
      let counts = {};
      await attempt(async () => {
        counts = await host.counts(id!);
        await host.dispose(id!);
      });
      return {config: config.name, ...entrant, createMs, first, steps, counts, growth, error};
    }
  };
}

function reasonOf(thrown: unknown): string {
  return (thrown as Error).message.split("\n")[0].replace(/^page\.evaluate: (Error: )?/, "");
}

/** Returns every implementation on every backend that it has and that was found, backend by backend. */
export function entrantsOf(
  implementations: readonly {name: string; backends: readonly BenchBackend[]}[],
  found: readonly FoundBackend[]
): Entrant[] {
  return found
    .filter(({device}) => device !== undefined)
    .flatMap(({name: backend}) =>
      implementations
        .filter(({backends}) => backends.includes(backend))
        .map(({name: implementation}) => ({implementation, backend}))
    );
}
