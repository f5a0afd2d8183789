import {mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {close, createIndex} from "pagefind";

/** Where the index is, from the site's root. */
const folder = "pagefind";

/** What is no text of a page: code, drawings, controls, and all but one of the forms that a formula has. */
const passedOver = [
  ...["pre", "svg", "style", "button", "form", "output", "editable-cell", ".controls", ".status"],
  ...[".drawn-narrow", ".katex-html", "annotation", ".visually-hidden"]
];

/** What Pagefind writes besides the index and its reader: interfaces of its own, and what reads other languages. */
const unused = /-ui\.|-highlight\.|\.unknown\./;

/**
 * Writes an index of the text of *pages* below *root*. A browser reads of it only the parts that its reader searches for,
 * and no word leaves it.
 */
export async function indexPages(root: string, pages: readonly string[]): Promise<void> {
  const {index} = succeeded(await createIndex({rootSelector: "main", excludeSelectors: passedOver}));
  for (const page of pages) {
    const content = await readFile(join(root, `${page}.html`), "utf8");
    succeeded(await index!.addHTMLFile({url: page === "index" ? "./" : page, content}));
  }
  const {files} = succeeded(await index!.getFiles());
  for (const {path, content} of files) {
    if (unused.test(path)) continue;
    const file = join(root, folder, path);
    await mkdir(dirname(file), {recursive: true});
    await writeFile(file, content);
  }
  await close();
}

function succeeded<Response extends {errors: string[]}>(response: Response): Response {
  if (response.errors.length > 0)
    throw new Error(`the pages cannot be indexed: ${response.errors.join("; ")}`);
  return response;
}
