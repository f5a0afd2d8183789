// The course's own modules, as a cell imports them: networks, and what can be read off them.
export {basicBlock} from "./network/blocks/basicBlock.js";
export type {BlockOptions} from "./network/blocks/block.js";
export {bottleneck, type BottleneckOptions} from "./network/blocks/bottleneck.js";
export {type Cost, cost, type LayerCost, layerCosts, totalCost} from "./network/cost.js";
export {depth as networkDepth} from "./network/depth.js";
export {describe, type NetworkDescription, operationText} from "./network/describe.js";
export {concat, type Expression, group, label, sequence, sum} from "./network/expression.js";
export {
  activation,
  averagePool,
  conv,
  dense,
  dropout,
  globalAveragePool,
  identity,
  localResponseNorm,
  maxPool,
  norm,
  padChannels,
  relu,
  scale,
  sigmoid,
  subsample,
  tanh
} from "./network/leaf.js";
export {type NamedNetwork, namedNetwork, networkNames, networkOptions} from "./network/named.js";
export type {NamedOptions} from "./network/networkFields.js";
export {partAt} from "./network/partAt.js";
export {parameterCount, parameters} from "./network/parameters.js";
export {pathCount, pathPolynomial, pathShares, type Polynomial} from "./network/paths.js";
export {type ReceptiveField, receptiveField, receptiveFields} from "./network/receptiveField.js";
export {residualFunctions} from "./network/residualFunctions.js";
export {groupShapes, outputShape, type Volume, volumeText} from "./network/shapes.js";
export {alexNet, alexNetOriginal} from "./network/zoo/alexNet.js";
export {type CifarOptions, cifarPlain, cifarResNet} from "./network/zoo/cifar.js";
export {equalCostGroupWidth} from "./network/zoo/equalCostGroupWidth.js";
export {googLeNet, inception} from "./network/zoo/googLeNet.js";
export {nin} from "./network/zoo/nin.js";
export {plainNet} from "./network/zoo/plainNet.js";
export {resNet, type ResNetOptions} from "./network/zoo/resNet.js";
export {cifarResNeXt, type CifarResNeXtOptions, resNeXt, type ResNeXtOptions} from "./network/zoo/resNeXt.js";
export {vgg} from "./network/zoo/vgg.js";
export {cifarWideResNet, wideResNet} from "./network/zoo/wideResNet.js";
export {zfNet} from "./network/zoo/zfNet.js";
