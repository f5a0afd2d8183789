import {copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {exampleFacts, type ExampleSources, withFacts} from "./exampleFacts.js";

// The examples for those who teach: what stands in `examples/` is copied into the site as it is, but for what a page needs
// of the build: its numbers, typefaces and policy.

/** Where the examples are, in the repository and from the site's root. */
export const examplesFolder = "examples";

/** Finishes a page of the site: its typefaces, what is shown of it elsewhere, its policy. */
export type FinishPage = (html: string, place: {path: string; top: string}) => string;

const reveal = "node_modules/reveal.js";

/** Writes the examples below *root*, when the pages and their data are there. */
export function writeExamples(root: string, finish: FinishPage): void {
  const icon = built(root, "_file", /^icon\.\w+\.svg$/);
  const facts = {slides: exampleFacts(readSources(root)), embed: {}};
  for (const [name, own] of Object.entries(facts)) {
    const folder = join(root, examplesFolder, name);
    mkdirSync(folder, {recursive: true});
    for (const file of readdirSync(join(examplesFolder, name)))
      copyFileSync(join(examplesFolder, name, file), join(folder, file));
    for (const file of readdirSync(folder).filter((file) => file.endsWith(".html"))) {
      const source = readFileSync(join(folder, file), "utf8");
      const filled = withFacts(withOwnCode(source), {...own, icon: `../../_file/${icon}`});
      const place = {path: `${examplesFolder}/${name}/${file.replace(".html", "")}`, top: "../../"};
      writeFileSync(join(folder, file), finish(asBuilt(filled), place));
    }
    writeFileSync(join(folder, "colors.css"), lightColors(readFileSync("src/style/colors.css", "utf8")));
  }
  writeReveal(join(root, examplesFolder, "slides/reveal"));
}

/** Returns the course's colours as a page has them that is always light. */
export function lightColors(style: string): string {
  return style
    .replaceAll("(prefers-color-scheme: light)", "all")
    .replace(/\n@media \(prefers-color-scheme: dark\) \{[\s\S]*?\n\}\n/, "");
}

/** Returns a page whose `{{code}}`, if it has one, is the text of its own script with the id `drive`, to be copied. */
export function withOwnCode(html: string): string {
  const [, script = ""] = /<script id="drive">\n?([\s\S]*?)\s*<\/script>/.exec(html) ?? [];
  const indent = /^ */.exec(script)![0];
  const code = script.replaceAll(`\n${indent}`, "\n").slice(indent.length);
  return html.replace("{{code}}", () => code.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
}

/** Returns a page as Framework writes one, which is what finishes pages looks for: `<meta charset="utf-8">`. */
function asBuilt(html: string): string {
  return html.replaceAll(/<(?:meta|link)\b[^>]*>/g, (tag) => tag.replaceAll(/\s+/g, " ").replace(" />", ">"));
}

/** The module has the name of a script: all hosts know the type of that. */
function writeReveal(folder: string): void {
  mkdirSync(folder, {recursive: true});
  copyFileSync(`${reveal}/dist/reveal.mjs`, join(folder, "reveal.js"));
  copyFileSync(`${reveal}/dist/reveal.css`, join(folder, "reveal.css"));
  copyFileSync(`${reveal}/LICENSE`, join(folder, "LICENSE.txt"));
}

function readSources(root: string): ExampleSources {
  const read = (folder: string, name: string) => {
    const path = join("_file/data", folder);
    const file = built(root, path, new RegExp(`^${name}\\.\\w+\\.json$`));
    return JSON.parse(readFileSync(join(root, path, file), "utf8")) as never;
  };
  return {
    degradation: read("", "degradation"),
    gradients: read("labs", "gradients"),
    landscape: read("labs", "landscape"),
    paths: read("labs", "paths"),
    published: read("published", "he2015")
  };
}

/** The name of the one file of a built folder that matches. */
function built(root: string, folder: string, pattern: RegExp): string {
  const names = readdirSync(join(root, folder)).filter((name) => pattern.test(name));
  if (names.length !== 1)
    throw new Error(
      `invalid build: ${names.length} files in ${folder} match ${pattern}; the examples need one`
    );
  return names[0];
}
