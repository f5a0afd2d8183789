import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";

// KaTeX's style sheet, its fonts written into it (WOFF2 only). Framework's own style bundler reads no fonts, and a
// built file's name is not known here; scripts/finishBuild.ts takes the fonts out again into files of their own.

function load(): string {
  const path = createRequire(import.meta.url).resolve("katex/dist/katex.min.css");
  const source = readFileSync(path, "utf8");
  return source.replace(/src:(url\(([^)]+\.woff2)\) format\("woff2"\))[^;}]*/g, (_, _first, font: string) => {
    const bytes = readFileSync(join(dirname(path), font));
    return `src:url(data:font/woff2;base64,${bytes.toString("base64")}) format("woff2")`;
  });
}

const style = load();
if (/url\((?!data:)/.test(style)) throw new Error("katex.css still names a file of its own");
process.stdout.write(style);
