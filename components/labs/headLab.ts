import {type ConvNetHead, convNetHeads} from "../network/zoo/convNet.js";
import {crowdedLab} from "./crowdedLab.js";
import type {LabOptions} from "./labOptions.js";
import {smallNetwork} from "./smallNetwork.js";

/** Returns the laboratory of heads: four of them on one body of four convolutions. */
export function headLab(options: LabOptions): HTMLElement {
  const heads = Object.keys(convNetHeads) as ConvNetHead[];
  const networks = heads.map((head) => ({name: "cifar-convnet-4", head}));
  return crowdedLab({...options, label: "Four heads", training: {...smallNetwork, networks}});
}
