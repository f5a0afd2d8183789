import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import type {WasmBuild} from "../components/experiment/wasmBuild.js";
import {kernels} from "../components/plan/operations/kernels.js";

// Compiles the WebAssembly kernels to two modules of JavaScript that hold them, once a build, unless they have them already: for
// a thread alone, and for threads that share a memory. Each keeps a hash of what it was made from. The sources are all files in a folder assembly/ below components/plan/, and what kernels
// generate; the module exports the functions of all kernels.

const {version} = JSON.parse(readFileSync("node_modules/assemblyscript/package.json", "utf8"));
const folder = "components/plan";
const entry = `${folder}/operations/exports.ts`;
const options = ["--runtime", "stub", "--importMemory", "--noExportMemory", "--disableWarning", "112", "-O3"];

/** What threads that share a memory need: pages of 64 KiB of which it has at most as many as pointers can tell. */
const sharedOptions = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];

const targets: {file: string; names: readonly [hash: string, builds: string]; more: readonly string[]}[] = [
  {file: `${folder}/machines/wasm/binary.js`, names: ["sourceHash", "wasmBase64"], more: []},
  {
    file: `${folder}/machines/wasm/threads/sharedBinary.js`,
    names: ["sharedSourceHash", "sharedWasmBase64"],
    more: sharedOptions
  }
];

/** What a build may use of WebAssembly. */
const features: Record<WasmBuild, string> = {exact: "simd", relaxed: "simd,relaxed-simd"};

const sources = allSources();
for (const {file, names, more} of targets) {
  const hash = sourceHash(more);
  if (existsSync(file) && readFileSync(file, "utf8").includes(hash)) continue;
  const builds: Partial<Record<WasmBuild, string>> = {};
  for (const build of Object.keys(features) as WasmBuild[]) builds[build] = await compile(build, more);
  const text = `export const ${names[1]} = ${JSON.stringify(builds, null, 2)};`;
  writeFileSync(file, `export const ${names[0]} = "${hash}";\n${text}\n`);
}

/** Returns the text of each source by its path: what is written, what is generated, and the module that exports. */
function allSources(): Map<string, string> {
  const written = readdirSync(folder, {recursive: true, encoding: "utf8"})
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\/assembly\/\w+\.ts$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(path, "utf8")] as const);
  const generated = kernels.flatMap(({type, assembly}) =>
    (assembly?.() ?? []).map(
      ({name, text}) => [`${folder}/operations/${type}/assembly/${name}.ts`, text] as const
    )
  );
  const sources = new Map([...written, ...generated]);
  return sources.set(entry, exportsOf(sources));
}

/** Returns a module that exports every kernel's functions, and where tensors may begin. */
function exportsOf(sources: ReadonlyMap<string, string>): string {
  const names = kernels.flatMap(({type, assembly}) => assembly?.().map(({name}) => name) ?? [type]);
  const lines = names.sort().map((name) => {
    const path = [...sources.keys()].find((path) => sources.get(path)!.includes(`export function ${name}(`));
    if (!path) throw new Error(`the kernel ${name} has no function of its name in a folder assembly/`);
    return `export {${name}} from "./${path.slice(`${folder}/operations/`.length, -".ts".length)}";`;
  });
  // The first byte behind the module's own constants, rounded up to 64.
  return `${lines.join("\n")}\nexport const heapStart: usize = (__heap_base + 63) & ~63;\n`;
}

/** Returns the hash of the sources, the compiler's options and its version. */
function sourceHash(more: readonly string[]): string {
  const sum = createHash("sha256").update(JSON.stringify([options, more, features, version]));
  for (const [path, text] of sources) sum.update(path).update("\0").update(text).update("\0");
  return sum.digest("hex");
}

/** Returns the compiled module of a *build* in base64, with *more* options. The compiler takes seconds to load, so it is loaded here only. */
async function compile(build: WasmBuild, more: readonly string[]): Promise<string> {
  const {default: asc} = await import("assemblyscript/asc");
  let binary: Uint8Array | undefined;
  const {error, stderr} = await asc.main(
    [entry, "--outFile", "kernels.wasm", "--enable", features[build], ...options, ...more],
    {
      readFile: (name) => sources.get(name) ?? (existsSync(name) ? readFileSync(name, "utf8") : null),
      writeFile: (name, contents) => {
        if (name.endsWith(".wasm")) binary = contents as Uint8Array;
      }
    }
  );
  if (error || !binary) throw new Error(`the WebAssembly kernels do not compile:\n${stderr}`, {cause: error});
  return Buffer.from(binary).toString("base64");
}
