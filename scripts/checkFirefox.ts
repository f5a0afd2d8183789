import {existsSync} from "node:fs";
import {isBuilt} from "./buildSite.js";
import {builtPages} from "./check/builtPages.js";
import {findingLines} from "./check/finding.js";
import {findFirefox, launchFirefox} from "./firefox/launchFirefox.js";
import {edit, embed, lookAt, train, type Visit} from "./firefox/visits.js";
import {serveSite} from "./staticServer.js";

// Opens every page to read of the built site in Firefox, in a laptop's window and a phone's, and brings it to life; trains a
// network, edits a cell, and opens a figure as in a frame. Prints a row a page and a line a finding, and exits with 1 if there
// is one: a console error, an exception, a file that did not come, a page wider than its window.
//
//     npm run check:firefox -- degradation paths

const root = "dist";

async function check(asked: readonly string[]): Promise<number> {
  const executable = findFirefox();
  if (!existsSync(root)) throw new Error(`no ${root}: npm run build makes it`);
  if (!isBuilt()) console.log(`${root} is of other sources than those that are here`);
  const pages = builtPages(asked, root);
  const {url, close} = await serveSite({root});
  const findings = [];
  try {
    const browser = await launchFirefox(executable);
    try {
      console.log(await browser.version());
      const view = {browser, url};
      for (const page of pages) findings.push(...told(await lookAt(view, page)));
      for (const act of [train, edit, embed]) findings.push(...told([await act(view)]));
    } finally {
      await browser.close();
    }
  } finally {
    await close();
  }
  for (const line of findingLines(findings)) console.log(line);
  console.log(`\n${pages.length} pages, ${findings.length} findings`);
  return findings.length;
}

/** Prints the row of a page, and returns what was found. */
function told(visits: readonly Visit[]): Visit["findings"] {
  const cells = visits.map(({view, findings, ms}) => {
    const found = findings.length === 0 ? "fine" : `${findings.length} findings`;
    return `${view}: ${found}, ${(ms / 1000).toFixed(1)} s`;
  });
  console.log(`${visits[0].page.padEnd(28)} ${cells.join("   ")}`);
  return visits.flatMap(({findings}) => findings);
}

try {
  if ((await check(process.argv.slice(2))) > 0) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
