import {buildSync} from "esbuild";

/** Returns the script that a browser runs for these *contents*, TypeScript whose imports start from the project's root. */
export function scriptOf(contents: string): string {
  const {outputFiles} = buildSync({
    stdin: {contents, resolveDir: process.cwd(), loader: "ts"},
    ...{bundle: true, write: false, minify: true, format: "iife", target: "es2022", logLevel: "error"}
  });
  return outputFiles[0].text.trim();
}
