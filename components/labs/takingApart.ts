// What trained networks are taken apart with: a shelf of them, choices, laboratories, and what sentences say of a recording; and an ensemble,
// which they are held against.

export {ensembleLead, ensembleTable} from "../charts/ensembleTable.js";
export {deletionLab} from "./deletionLab.js";
export {lesionLab} from "./lesionLab.js";
export {longLesionFigure} from "./longLesionFigure.js";
export {ownLab} from "./ownLab.js";
export {pathFacts} from "./pathFacts.js";
export {pathLab} from "./pathLab.js";
export {shuffleLab} from "./shuffleLab.js";
export {specimenChooser} from "./specimenChooser.js";
export {createShelf} from "./specimens.js";
export {statisticsChooser} from "./statisticsChooser.js";
