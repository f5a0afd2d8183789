// What the chapter on the residual block shows of identities: that they can be built in, and what it takes to learn one.

export {constructedFacts, constructedFigure} from "./constructedFigure.js";
export {copyLab} from "./copying/copyLab.js";
export {missedText} from "./copying/copyRecording.js";
export {deepenedLab} from "./deepenedLab.js";
