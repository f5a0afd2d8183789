/** Modules that pages of version 0.1.0 imported and that have moved since, by their former folder and their folder now. */
const moves: readonly {from: string; to: string; names: string}[] = [
  {from: "cells/editable", to: "notebook/cell", names: "literalControls"},
  {from: "cells/editable", to: "notebook/document", names: "notebook"},
  {from: "cells", to: "symbols", names: "lightSymbols symbolKey"},
  {from: "cells", to: "panels", names: "imagesPanel retrainPanel trainer"},
  {
    from: "cells",
    to: "exhibits",
    names: "cardinalityFigure groupsExercise networkFigure smallChange splitTransform unitFigure"
  },
  {from: "cells/labs", to: "exhibits", names: "unravelLab"},
  {
    from: "cells/labs",
    to: "labs",
    names:
      "cardinalityLab correlationLab deepenedLab deletionLab equivalenceLab gradientLab initialisationLab layersLab lesionLab ownLab pathLab residualLab scaleLab shuffleLab specimenChooser specimens stepTimeLab stochasticDepthLab unitLab"
  },
  {from: "training", to: "client", names: "client"},
  {from: "training", to: "experiment", names: "networks"}
];

/**
 * Where each of those modules is now, by its former path from the site's root: kept edits and links still import it from
 * there.
 */
export const formerModules: ReadonlyMap<string, string> = new Map(
  moves.flatMap(({from, to, names}) =>
    names.split(" ").map((name) => [`/components/${from}/${name}.js`, `/components/${to}/${name}.js`])
  )
);
