import {mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {buildProgress} from "../../scripts/buildProgress.js";
import {runInTurn} from "../../scripts/buildSite.js";
import {sourceStamp} from "../../scripts/sourceStamp.js";

let folder: string;
const at = (name: string) => join(folder, name);

/** Writes a file below the folder, and the folders that it is in. */
function write(name: string, contents = ""): void {
  mkdirSync(join(at(name), ".."), {recursive: true});
  writeFileSync(at(name), contents);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "course-build-"));
});

afterEach(() => rmSync(folder, {recursive: true}));

describe("sourceStamp", () => {
  const stamp = (options?: {base: string}) => sourceStamp([at("src"), at("package-lock.json")], options);

  beforeEach(() => {
    write("src/index.md", "# Title");
    write("src/style/colors.css", "body {}");
    write("package-lock.json", "{}");
  });

  test.each<[string, () => void]>([
    ["contents change", () => write("src/style/colors.css", "body { }")],
    ["a package changes", () => write("package-lock.json", "{ }")],
    ["a file is added", () => write("src/new.md")],
    ["a file is taken away", () => rmSync(at("src/index.md"))],
    [
      "a file has another name",
      () => {
        rmSync(at("src/index.md"));
        write("src/first.md", "# Title");
      }
    ],
    [
      "text moves from one file to the next",
      () => {
        write("src/index.md", "# Titleb");
        write("src/style/colors.css", "ody {}");
      }
    ]
  ])("differs when %s", (_, change) => {
    const before = stamp();
    change();
    expect(stamp()).not.toBe(before);
  });

  test("differs with the base that the site is built for", () => {
    expect(stamp({base: "/course/"})).not.toBe(stamp({base: "/"}));
  });

  test.each<[string, () => void]>([
    ["a file is written again as it was", () => write("src/index.md", "# Title")],
    ["a file has another date", () => utimesSync(at("src/index.md"), 1, 1)],
    ["caches and hidden files come", () => write("src/.observablehq/cache/a.js")],
    ["a link comes", () => symlinkSync(at("src/style"), at("src/linked"), "junction")],
    ["the kernels are compiled", () => write("src/components/plan/machines/wasm/binary.js", "export {}")],
    ["something else changes", () => write("docs/hosting.md")]
  ])("stays when %s", (_, change) => {
    const before = stamp();
    change();
    expect(stamp()).toBe(before);
  });
});

describe("buildProgress", () => {
  test("tells each part of a build once, and nothing else", () => {
    const output = [
      "> node --import tsx scripts/wasm.ts",
      "> node --import tsx scripts/framework.ts build",
      "load /404 in 109ms",
      "load /cardinality d3 → src/.observablehq/cache/_node/d3@7.9.2/index.js",
      '▲ [WARNING] Converting "require" to "esm" is currently not supported',
      "copy src/components/model/sgd.ts → dist/_import/components/model/sgd.bbdf2267.js",
      "render /404 → dist/404.html",
      "load /again",
      "",
      "> node --import tsx scripts/finishBuild.ts",
      "draw the pages",
      "bundle the code",
      "index the pages",
      "compress the files"
    ];
    expect(output.map(buildProgress()).filter((line) => line !== null)).toEqual([
      "building the site: 1 of 8, kernels",
      "building the site: 2 of 8, packages",
      "building the site: 3 of 8, pages",
      "building the site: 4 of 8, files",
      "building the site: 5 of 8, figures",
      "building the site: 6 of 8, code",
      "building the site: 7 of 8, search",
      "building the site: 8 of 8, compression"
    ]);
  });
});

describe("runInTurn", () => {
  /** Runs modules of this text, and resolves to whether they succeeded and what was printed. */
  async function run(sources: string[], verbose = false): Promise<[boolean, string[]]> {
    const printed: string[] = [];
    const commands = sources.map((source, i) => {
      write(`${i}.mjs`, source);
      return [at(`${i}.mjs`)];
    });
    const passed = await runInTurn(commands, {verbose, print: (line) => printed.push(line)});
    return [passed, printed.map((line) => line.replace(folder, ""))];
  }

  const pages = 'console.log("load /a\\nload /b"); console.error("a warning");';

  test("prints no more than the parts when all goes well", async () => {
    expect(await run([pages, 'console.log("copy a")'])).toEqual([
      true,
      ["building the site: 3 of 8, pages", "building the site: 4 of 8, files"]
    ]);
  });

  test("prints all that a failed build has said, and runs nothing after the fault", async () => {
    const [passed, printed] = await run([pages, 'throw new Error("no such page")', 'console.log("after")']);
    expect(passed).toBe(false);
    expect(printed).toEqual(expect.arrayContaining(["> node /0.mjs", "load /a", "load /b", "a warning"]));
    expect(printed.join("\n")).toMatch(/no such page/);
    expect(printed).not.toContain("after");
  });

  test("prints all as it comes, once, when it is verbose", async () => {
    const [passed, printed] = await run([pages, "process.exit(3)"], true);
    expect(passed).toBe(false);
    expect(printed.sort()).toEqual(["> node /0.mjs", "> node /1.mjs", "a warning", "load /a", "load /b"]);
  });
});
