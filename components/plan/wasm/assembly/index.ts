export {accumulate} from "./accumulate";
export {activationGradient} from "./activation";
export {biasGradient} from "./biasGradient";
export {combine} from "./combine";
export {convolution} from "./convolution";
export {copyChannels} from "./copyChannels";
export {crossEntropy} from "./crossEntropy";
export {filterGradient} from "./filterGradient";
export {globalAveragePool, globalAveragePoolGradient} from "./globalAveragePool";
export {inputGradient} from "./inputGradient";
export {normalize, normalizeRunning} from "./normalize";
export {normGradient} from "./normGradient";
export {normGradientSums} from "./normGradientSums";
export {normStatistics} from "./normStatistics";
export {resample, resampleGradient} from "./resample";
export {scale} from "./scale";
export {sgd} from "./sgd";
export {reduce, squaredError, sumOfSquares} from "./sums";
export {zero} from "./zero";

/** First byte behind the module's own constants, rounded up to 64: where tensors may begin. */
export const heapStart: usize = (__heap_base + 63) & ~63;
