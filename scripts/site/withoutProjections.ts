import type {Plugin} from "rollup";

/** Where Plot chooses a projection of the Earth by its name. */
const choice =
  /(function [\w$]+\([\w$]+\)\{)switch\(`\$\{[\w$]+\}`\.toLowerCase\(\)\)\{case"albers-usa":.*?default:(throw new Error\(`unknown projection type: \$\{[\w$]+\}`\))\}\}/s;

/**
 * Takes the projections of the Earth out of the pages' copy of Plot: none of the charts is a map, and they are 7 kB of each page that
 * draws one. What readers import in a cell is the whole package. Throws if Plot no longer chooses them where it did.
 */
export const withoutProjections: Plugin = {
  name: "Plot without projections",
  transform(code, id) {
    if (!/_node\/@observablehq\/plot@/.test(id)) return null;
    if (!choice.test(code))
      throw new Error("Plot chooses projections elsewhere; see scripts/site/withoutProjections.ts");
    return {code: code.replace(choice, "$1$2}"), map: null};
  }
};
