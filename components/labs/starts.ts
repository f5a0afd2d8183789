// What the chapter on the residual block shows of where training starts: first weights, with and without a normalization.

export {initialisationFacts} from "./initialisationFacts.js";
export {initialisationLab} from "./initialisationLab.js";
export {withoutNormFacts} from "./withoutNormFacts.js";
export {withoutNormLab} from "./withoutNormLab.js";
