import type {Plugin} from "rollup";

/** Where Plot chooses a projection of the Earth by its name: none of our charts is a map, and they are 7 kB of a page. */
const projections =
  /(function [\w$]+\([\w$]+\)\{)switch\(`\$\{[\w$]+\}`\.toLowerCase\(\)\)\{case"albers-usa":.*?default:(throw new Error\(`unknown projection type: \$\{[\w$]+\}`\))\}\}/s;

/** Where Plot makes its format of numbers as it is loaded: a browser's first one takes longer than all else of that. */
const numbers =
  /(function [\w$]+\(([\w$]+)="en-US"\)\{)let ([\w$]+)=([\w$]+)\(\2\);return ([\w$]+)=>\5!=null&&!isNaN\(\5\)\?\3\.format\(\5\):void 0\}/;

/**
 * Makes the pages' copy of Plot lighter: without projections, and with its format of numbers made when a number is first formatted.
 * What readers import in a cell is the whole package. Throws if Plot has either of them elsewhere.
 */
export const lightPlot: Plugin = {
  name: "light Plot",
  transform(code, id) {
    if (!/_node\/@observablehq\/plot@/.test(id)) return null;
    if (!projections.test(code) || !numbers.test(code))
      throw new Error(
        "Plot chooses projections, or makes its format of numbers, elsewhere; see scripts/site/lightPlot.ts"
      );
    const lighter = code
      .replace(projections, "$1$2}")
      .replace(numbers, "$1return $5=>$5!=null&&!isNaN($5)?$4($2).format($5):void 0}");
    return {code: lighter, map: null};
  }
};
