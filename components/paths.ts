// The course's own modules, as a cell imports them: the paths through a network, and what they carry.
export {pathChart, type PathChartOptions} from "./charts/pathChart.js";
export {type LengthNorms, pathNorms} from "./charts/pathNorms.js";
export {unravel, type Unravelled, type UnravelOptions} from "./diagrams/unravel/unravel.js";
export type {Path} from "./diagrams/unravel/unravelPaths.js";
export {binomialPolynomial, type LengthRange, meanLength, rangeOfPaths} from "./network/pathLengths.js";
