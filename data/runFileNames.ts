import {networkIdentities} from "../components/experiment/netKeys.js";
import {type RunSpec, toRunSpec} from "../components/experiment/runSpec.js";
import {networkFileName} from "../components/network/identity.js";

/**
 * Returns the names of the files of runs: `cifar-plain-20-shapes-16-seed-1.json`, with what differs from the course's
 * settings before the images. Throws if two would share one.
 */
export function runFileNames(specs: readonly RunSpec[]): string[] {
  const nets = networkIdentities(specs.map(({network}) => network));
  const names = specs.map((spec, i) => {
    const {dataset, seed} = spec;
    const images = [
      ...(dataset.difficulty === "plain" ? [] : [dataset.difficulty]),
      ...(dataset.normalization === "deviation" ? [] : [`less-${dataset.normalization}`]),
      dataset.name,
      dataset.size,
      ...(dataset.classes === "all" ? [] : [`${dataset.classes}-half`]),
      ...(dataset.imagesPerClass === 0 ? [] : [`${dataset.imagesPerClass}-a-class`])
    ];
    const parts = [networkFileName(nets[i]), ...differences(spec), ...images, "seed", seed];
    return `${parts.join("-")}.json`;
  });
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice) throw new Error(`two runs would both be ${twice}; record them into two folders`);
  return names;
}

function differences({initialisation, headInit, optimizer, schedule}: RunSpec): string[] {
  const usual = toRunSpec({network: {name: "cifar-plain-20"}});
  return [
    ...(initialisation === usual.initialisation ? [] : [initialisation]),
    ...(headInit === usual.headInit ? [] : [`head-${headInit}`]),
    ...(optimizer.learningRate === usual.optimizer.learningRate ? [] : [`rate-${optimizer.learningRate}`]),
    ...(schedule.warmupSteps === usual.schedule.warmupSteps ? [] : [`warm-up-${schedule.warmupSteps}`])
  ];
}
