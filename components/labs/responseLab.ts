import {type LocalResponseName, localResponses} from "../network/zoo/convNet.js";
import {crowdedLab} from "./crowdedLab.js";
import type {LabOptions} from "./labOptions.js";
import {smallNetwork} from "./smallNetwork.js";

/** Returns the laboratory of local response normalization: without, with AlexNet's constants, and with strong ones. */
export function responseLab(options: LabOptions): HTMLElement {
  const responses = Object.keys(localResponses) as LocalResponseName[];
  const networks = responses.map((localResponse) => ({name: "cifar-convnet-4", localResponse}));
  const label = "With and without local response normalization";
  return crowdedLab({...options, label, training: {...smallNetwork, networks}});
}
