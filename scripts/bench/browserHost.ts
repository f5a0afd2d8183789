import {copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {build} from "esbuild";
import {launchBrowser} from "../browser.js";
import {serveSite} from "../staticServer.js";
import type {Host} from "./host.js";
import {onnxruntimeFolder} from "./onnxImplementation.js";

/** A browser that opens hosts, each on a new page. */
export interface BenchBrowser {
  openHost(): Promise<Host>;
  close(): Promise<void>;
}

/** Starts a browser with WebGPU: **software**, or else whatever WebGPU the browser has without being told. */
export async function openBenchBrowser({software}: {software: boolean}): Promise<BenchBrowser> {
  const root = mkdtempSync(join(tmpdir(), "bench-"));
  await bundle(root);
  const server = await serveSite({root});
  const browser = await launchBrowser({webgpu: software});
  return {
    async openHost() {
      const context = await browser.newContext(); // a process of its own
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && console.error(message.text()));
      page.on("pageerror", (error) => console.error(error.message));
      await page.goto(server.url);
      await page.waitForFunction(() => "benchHost" in globalThis);
      return {
        backends: (names) => page.evaluate((names) => benchHost.backends(names), names),
        create: (...values) => page.evaluate((values) => benchHost.create(...values), values),
        step: (id) => page.evaluate((id) => benchHost.step(id), id),
        grow: (id, steps) => page.evaluate(([id, steps]) => benchHost.grow(id, steps), [id, steps] as const),
        counts: (id) => page.evaluate((id) => benchHost.counts(id), id),
        dispose: (id) => page.evaluate((id) => benchHost.dispose(id), id),
        close: () => context.close()
      };
    },
    async close() {
      await browser.close();
      await server.close();
      rmSync(root, {recursive: true});
    }
  };
}

async function bundle(root: string): Promise<void> {
  await build({
    entryPoints: ["scripts/bench/benchPage.ts"],
    outfile: join(root, "bench.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    logLevel: "error"
  });
  const wasm = "node_modules/@tensorflow/tfjs-backend-wasm/dist";
  for (const name of readdirSync(wasm).filter((name) => name.endsWith(".wasm")))
    copyFileSync(join(wasm, name), join(root, name));
  const onnxruntime = "node_modules/onnxruntime-web/dist";
  if (existsSync(onnxruntime))
    for (const name of readdirSync(onnxruntime).filter((name) =>
      /^ort(-wasm-simd-threaded|\.wasm\.min)\.(mjs|wasm)$/.test(name)
    ))
      cpSync(join(onnxruntime, name), join(root, onnxruntimeFolder, name));
  writeFileSync(
    join(root, "index.html"),
    '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="bench.js"></script>'
  );
}
