import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {build} from "esbuild";
import type {Browser, Page} from "playwright-core";
import {serveSite} from "../../scripts/staticServer.js";

/** A page that runs one file of ours. Whoever opens it closes it. */
export interface BundledPage {
  page: Page;
  close(): Promise<void>;
}

/** Opens a page that has run the TypeScript file *entry*, with all that it imports. */
export async function openBundledPage(browser: Browser, entry: string): Promise<BundledPage> {
  const root = mkdtempSync(join(tmpdir(), "page-"));
  await build({
    entryPoints: [entry],
    outfile: join(root, "page.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    logLevel: "error"
  });
  writeFileSync(join(root, "index.html"), '<!doctype html><script type="module" src="page.js"></script>');
  const server = await serveSite({root});
  const page = await browser.newPage();
  await page.goto(server.url);
  return {
    page,
    async close() {
      await page.close();
      await server.close();
      rmSync(root, {recursive: true});
    }
  };
}
