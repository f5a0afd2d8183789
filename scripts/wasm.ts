import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";

// Compiles the WebAssembly kernels to a module of JavaScript that holds them, unless it has them already: it keeps a
// hash of what it was made from.

const {version} = JSON.parse(readFileSync("node_modules/assemblyscript/package.json", "utf8"));
const folder = "components/plan/wasm/assembly";
const target = "components/plan/wasm/binary.js";
const options = [
  "--runtime",
  "stub",
  "--enable",
  "simd",
  "--importMemory",
  "--noExportMemory",
  "--disableWarning",
  "112",
  "-O3"
];

const hash = sourceHash();
if (!existsSync(target) || !readFileSync(target, "utf8").includes(hash)) {
  writeFileSync(
    target,
    `export const sourceHash = "${hash}";\nexport const wasmBase64 =\n  "${await compile()}";\n`
  );
}

/** Returns the hash of the sources, the compiler's options and its version. */
function sourceHash(): string {
  const sum = createHash("sha256").update(JSON.stringify([options, version]));
  for (const name of readdirSync(folder).sort()) {
    sum
      .update(name)
      .update("\0")
      .update(readFileSync(join(folder, name)))
      .update("\0");
  }
  return sum.digest("hex");
}

/** Returns the compiled module in base64. The compiler takes seconds to load, so it is loaded here only. */
async function compile(): Promise<string> {
  const {default: asc} = await import("assemblyscript/asc");
  let binary: Uint8Array | undefined;
  const {error, stderr} = await asc.main([`${folder}/index.ts`, "--outFile", "kernels.wasm", ...options], {
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) binary = contents as Uint8Array;
    }
  });
  if (error || !binary) throw new Error(`the WebAssembly kernels do not compile:\n${stderr}`, {cause: error});
  return Buffer.from(binary).toString("base64");
}
