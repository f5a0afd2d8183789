import {fork} from "node:child_process";
import {rmSync, writeFileSync} from "node:fs";
import {availableParallelism} from "node:os";
import {join} from "node:path";
import type {DrawnPage} from "./drawPage.js";
import type {PageParts} from "./takeCode.js";

/** A page's cells as a wide window shows them, and as a phone does. */
export interface Drawn {
  wide: DrawnPage;
  narrow: DrawnPage;
}

/** The room for a figure, in pixels: on a laptop, and on a phone of 390 pixels. */
const rooms = {wide: 768, narrow: 350};

/** Draws the *pages* of the site below *root*, by their paths without endings, a process a page and a few at a time. */
export async function drawPages(
  root: string,
  pages: ReadonlyMap<string, PageParts>
): Promise<ReadonlyMap<string, Drawn>> {
  const drawn = new Map<string, Drawn>();
  const waiting = [...pages];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      drawn.set(next[0], await drawBoth(root, ...next));
  };
  await Promise.all(Array.from({length: availableParallelism()}, work));
  return drawn;
}

async function drawBoth(root: string, page: string, {code}: PageParts): Promise<Drawn> {
  const file = join(root, `${page}.code.js`);
  writeFileSync(file, code);
  try {
    const wide = await draw(root, page, rooms.wide);
    return {wide, narrow: wide.fitted ? await draw(root, page, rooms.narrow) : wide};
  } finally {
    rmSync(file);
  }
}

function draw(root: string, page: string, width: number): Promise<DrawnPage> {
  const child = fork("scripts/site/drawPage.ts", [root, page, String(width)], {
    execArgv: ["--import", "tsx"]
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status) =>
      reject(new Error(`invalid page: ${page} could not be drawn (status ${status})`))
    );
    child.once("message", (page_) => {
      const drawn = page_ as DrawnPage;
      if (drawn.errors.length === 0) resolve(drawn);
      else reject(new Error(`invalid page: ${page} shows ${drawn.errors.join("; ")}`));
    });
  });
}
