import {createHash} from "node:crypto";
import {copyFileSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {FigureIndex} from "../../components/element/figureSource.js";
import {shadowStyle} from "./shadowStyle.js";

/** Where what other pages load by its name is, from the site's root. What is there stays as it is for as long as this version. */
export const elementFolder = "v1";

/** What writeElement writes of. */
export interface ElementSources {
  /** The site's style sheets, in their order, with URLs relative to **v1/**. */
  styles: readonly string[];
  /** The address of each figure's document from the site's root, by the figure's name. */
  figures: ReadonlyMap<string, string>;
  /** The module that starts a figure, from the site's root. */
  element: string;
  /** Bundles a script of these contents and returns its text. */
  bundle(contents: string): Promise<string>;
}

/**
 * Writes what makes a figure an element of any page below *root*: `v1/embed.js`, which loads the rest from where it is itself, its
 * types, the list of figures, and their style sheet.
 */
export async function writeElement(
  root: string,
  {styles, figures, element, bundle}: ElementSources
): Promise<void> {
  const folder = join(root, elementFolder);
  mkdirSync(folder, {recursive: true});
  const style = shadowStyle(styles.join("\n"));
  const styleName = `figure.${createHash("sha256").update(style).digest("hex").slice(0, 8)}.css`;
  writeFileSync(join(folder, styleName), style);
  const index: FigureIndex = {
    style: styleName,
    figures: Object.fromEntries([...figures].map(([name, path]) => [name, `../${path}.html`]))
  };
  writeFileSync(join(folder, "figures.json"), JSON.stringify(index, null, 1));
  writeFileSync(join(folder, "embed.js"), await bundle(elementScript(element)));
  copyFileSync("components/element/figureApi.ts", join(folder, "embed.d.ts"));
}

/** The script of `v1/embed.js`. */
function elementScript(element: string): string {
  return `import {defineResidualFigure} from "./components/element/residualFigure.ts";
const site = new URL("../", import.meta.url);
defineResidualFigure(async () => (await import(new URL("${element}", site).href)).startFigureOf(site));`;
}
