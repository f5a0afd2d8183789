import {type RunSpec, toRunSpec} from "../../components/experiment/runSpec.js";

/** What a test may change of the run. */
export type DeepenedOptions = Partial<Omit<RunSpec, "network">> & {network?: Partial<RunSpec["network"]>};

/** Returns a run of 8 layers that become 20 after three of eight steps. */
export function deepenedRun({network, ...options}: DeepenedOptions = {}): RunSpec {
  return toRunSpec({
    steps: 8,
    batch: 8,
    evaluationInterval: 2,
    evaluationImages: 30,
    deepened: {from: "cifar-resnet-8", afterSteps: 3},
    ...options,
    network: {name: "cifar-resnet-20", width: 2, zeroInitResidual: true, ...network}
  });
}
