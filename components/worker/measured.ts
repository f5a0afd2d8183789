import type {Measured} from "../experiment/measured.js";
import type {Measurements} from "../model/measurements.js";

/** Returns *measurements* as lists. */
export function toMeasured({gradientNorms, responses, deviations}: Measurements): Measured {
  const layers = [...gradientNorms].flatMap(([name, norm]) => {
    const [, layer] = /^(.*)\.weight$/.exec(name) ?? [];
    return layer === undefined || deviations.has(layer) || isOnShortcut(layer) ? [] : [norm];
  });
  return {
    gradients: layers,
    residuals: responses.map(({residual}) => residual),
    shortcuts: responses.map(({shortcut}) => shortcut),
    responses: [...deviations].flatMap(([layer, deviation]) => (isOnShortcut(layer) ? [] : [deviation]))
  };
}

/** Projections are not counted as layers of a network (He et al. 2015, Table 1). */
function isOnShortcut(layer: string): boolean {
  return layer.split(".").includes("downsample");
}
