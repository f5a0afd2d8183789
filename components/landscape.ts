// The course's own modules, as a cell imports them: the loss around a network's weights.
export {type Landscape, localMinima} from "./charts/landscape.js";
export {landscapeMap, type LandscapeMapOptions} from "./charts/landscapeMap.js";
export {landscapeSurface, type LandscapeSurfaceOptions, type SurfaceView} from "./charts/landscapeSurface.js";
export {sliceChart, type SliceChartOptions} from "./charts/sliceChart.js";
export {landscape, type LandscapeModel, type LandscapeOptions} from "./panels/landscape.js";
