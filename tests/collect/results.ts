import type {CollectedRun} from "../../components/collect/collectedRun.js";
import {type RunFile, toCurves} from "../../components/experiment/runFile.js";
import {type RunSpecInput, toRunSpec} from "../../components/experiment/runSpec.js";

/** Returns a run file of a small network, whose errors fall to *end*. */
export function runFileOf(
  {network = {name: "cifar-plain-8"}, steps = 4, ...input}: Partial<RunSpecInput> = {},
  {end = 0.2, taken = steps, diverged = false} = {}
): RunFile {
  const points = Array.from({length: taken}, (_, i) => ({
    step: i + 1,
    lossNats: 1,
    trainingError: end,
    ...((i + 1) % 2 === 0 && {testError: end})
  }));
  return {
    spec: toRunSpec({network, steps, ...input}),
    ...{backend: "wasm", executor: "plan", device: "processor", versions: {}, date: "", parameters: 1},
    diverged,
    curves: toCurves(points)
  };
}

/** Returns a run as it is collected. */
export function runOf(
  {net = "cifar-plain-8", seed, steps = 4, ...rest}: Partial<CollectedRun> & {steps?: number} = {},
  end = 0.2
): CollectedRun {
  return {
    ...{file: "a.csv", run: "this run", net, ...(seed !== undefined && {seed}), diverged: false},
    curves: {
      training: Array.from({length: steps}, (_, i) => [i + 1, end] as const),
      test: [[steps, end]]
    },
    ...rest
  };
}

/** Returns a CSV as the figure's download, of one run of each of *networks*. */
export function csvOf(networks: readonly string[], {run = "this run", end = 0.25} = {}): string {
  const quoted = JSON.stringify(run);
  const lines = networks.flatMap((network) => [
    ...[1, 2, 3, 4].map((step) => `${quoted},${network},training,${step},${end.toFixed(6)}`),
    `${quoted},${network},test,4,${end.toFixed(6)}`
  ]);
  return `run,network,split,step,error\n${lines.join("\n")}\n`;
}

/** Returns a file, as a browser gives it. */
export function fileOf(name: string, text: string, size = text.length) {
  return {name, size, text: () => Promise.resolve(text)};
}
