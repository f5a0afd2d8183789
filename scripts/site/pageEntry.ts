/** Where a file of a page is. A figure of the page may stand in another folder, so bundles say it from where they are. */
const filePath = /(?<=^registerFile\(.*)"path":"(?:\.\.?\/)+([^"]+)"/gm;

/**
 * Returns the module that brings a page to life, made of Framework's *code* for it, which defines all cells at once and
 * imports what each needs by itself: here one static import a module, so that a page is few files. It exports `start`, which
 * defines them by startCells, and the `cells` themselves, for a figure that is an element of somebody else's page
 * (components/element/runCells.ts).
 */
export function pageEntry(code: string, startCells: string): string {
  const modules = new Map<string, string>();
  const nameOf = (path: string) => {
    if (!modules.has(path)) modules.set(path, `$module${modules.size}`);
    return modules.get(path)!;
  };
  const cells = code
    .replace(/^define\(\{(?=id: "[0-9a-f]{8}(?:-\d+)?")/gm, "$cells.push({")
    .replace(/\bimport\("(\.[^"]+\/_import\/[^"]+|\.\/_import\/[^"]+)"\)/g, (_, path: string) => nameOf(path))
    .replace(/^import \{define\} from/m, "import {define as $define} from")
    .replace(filePath, (_, path: string) => `"path":new URL("../${path}", import.meta.url).href`);
  const imports = [...modules].map(([path, name]) => `import * as ${name} from "${path}";`);
  return `${imports.join("\n")}
import {startCells as $startCells} from "${startCells}";
const $cells = [];
${cells}
export const start = () => $startCells($cells, $define);
export {$cells as cells};
`;
}
