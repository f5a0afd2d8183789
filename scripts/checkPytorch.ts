import {spawnSync} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {codeText} from "../components/code/listing.js";
import {toPyTorch} from "../components/code/toPyTorch.js";
import {type ModelState} from "../components/experiment/modelState.js";
import {firstState} from "../components/model/initialise.js";
import {parameterCount, parameters, type ParameterSpec} from "../components/network/parameters.js";
import type {Volume} from "../components/network/shapes.js";
import {createRandom, normal} from "../components/random/random.js";
import {fittedState, fitWeights} from "../components/weights/fitWeights.js";
import {writePth} from "../components/weights/pth/writePth.js";
import {imagesFromPyTorch} from "../components/weights/pytorchLayout.js";
import {writeSafetensors} from "../components/weights/safetensors/writeSafetensors.js";
import {storedState, storedTensor} from "../components/weights/storedState.js";
import {type ListingCase, listingCases} from "./checkPytorch/cases.js";
import {outputsOf} from "./weights/outputs.js";

/** What run.py says of a network. */
interface Answer {
  readonly names: readonly string[];
  readonly count: number;
  readonly outputs: readonly number[];
  readonly lastGammaIsZero: boolean;
  readonly refusesWrongList: boolean;
  readonly trainable: readonly string[];
  /** Whether both files of the weights have the same tensors. */
  readonly sameFiles: boolean;
}

const tolerance = 1e-4;
const imageCount = 2;

/** Returns a python3 that has torch, or undefined. PYTHON names one. */
function findPython(): string | undefined {
  const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3"].filter((name) => name !== undefined);
  return candidates.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0);
}

/** What a listing's network is given: weights and statistics that are not those of a beginning, and images. */
function givenTo({network, size}: ListingCase) {
  const input: Volume = [size, size, 3];
  const specs = parameters(network, input);
  const random = createRandom(2015);
  const images = Float32Array.from({length: imageCount * 3 * size * size}, () => normal(random));
  return {input, specs, images, state: stirred(firstState(specs, 7), specs)};
}

function stirred(state: ModelState, specs: readonly ParameterSpec[]): ModelState {
  const random = createRandom(2016);
  const moved = ({name, kind}: ParameterSpec) =>
    kind === "weight" ? state[name] : state[name].map((value) => value + 0.2 * random.uniform());
  return Object.fromEntries(specs.map((spec) => [spec.name, moved(spec)]));
}

function writeCase(one: ListingCase, folder: string): void {
  const {specs, images, state} = givenTo(one);
  mkdirSync(folder);
  writeFileSync(join(folder, "listing.py"), codeText(toPyTorch(one.network)));
  const shape = [imageCount, 3, one.size, one.size];
  const tensors = [...storedState(specs, state), storedTensor("images", images, shape)];
  writeFileSync(join(folder, "weights.pth"), writePth(tensors));
  writeFileSync(join(folder, "weights.safetensors"), writeSafetensors(tensors));
}

/** Returns what PyTorch and the course do not agree on, in words. */
async function differences(one: ListingCase, answer: Answer): Promise<string[]> {
  const {input, specs, images, state: own} = givenTo(one);
  const tensors = storedState(specs, own);
  const state = () => fittedState(specs, tensors, fitWeights(specs, tensors)); // through PyTorch's layout and back
  const shape = [imageCount, 3, one.size, one.size];
  const given = imagesFromPyTorch(images, shape);
  const outputs = (await outputsOf({expression: one.network, input, state}, given)).flat();
  const largest = Math.max(...outputs.map(Math.abs));
  const apart = Math.max(...outputs.map((value, i) => Math.abs(value - answer.outputs[i])));
  const zero = specs.some(({zeroInit}) => zeroInit);
  const names = specs.map(({name}) => name);
  return [
    names.toSorted().join() !== answer.names.toSorted().join() && "the names of the state_dict",
    parameterCount(one.network, input) !== answer.count && `${answer.count} parameters`,
    !(apart <= tolerance * Math.max(1, largest)) && `outputs, by ${apart}`,
    zero !== answer.lastGammaIsZero && "whether the last γ starts at 0",
    !answer.sameFiles && "what the .pth and the .safetensors hold",
    !answer.refusesWrongList && "a list of the wrong length is taken",
    answer.trainable.join() !== "fc.weight,fc.bias" &&
      `${answer.trainable.length} parameters are left after freezing`
  ].filter((text) => text !== false);
}

async function main(): Promise<void> {
  const python = findPython();
  if (!python) return console.log("no python3 here has torch, so nothing was checked; PYTHON=… names one");
  const folder = mkdtempSync(join(tmpdir(), "check-pytorch-"));
  try {
    const cases = listingCases();
    const folders = cases.map((_, i) => join(folder, `case_${i}`));
    cases.forEach((one, i) => writeCase(one, folders[i]));
    const run = spawnSync(python, ["scripts/checkPytorch/run.py", ...folders], {
      ...{encoding: "utf8", maxBuffer: 2 ** 28}
    });
    if (run.status !== 0) throw new Error(`PyTorch ended: ${run.stderr.trim()}`);
    const answers = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Answer);
    for (const [i, one] of cases.entries()) {
      const apart = await differences(one, answers[i]);
      console.log(
        `${apart.length === 0 ? "agrees " : "DIFFERS"}  ${one.title}${apart.map((text) => `\n         ${text}`).join("")}`
      );
      if (apart.length > 0) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, {recursive: true});
  }
}

await main();
