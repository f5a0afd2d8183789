import {EditorState} from "@codemirror/state";
import {describe, expect, test} from "vitest";
import {fields} from "../../../components/experiment/fields.js";
import {cellLanguage} from "../../../components/notebook/editor/cellLanguage.js";
import {completionsAt} from "../../../components/notebook/editor/completion.js";
import {type Meaning, meaningAt} from "../../../components/notebook/editor/hover.js";
import {importChange} from "../../../components/notebook/editor/importCompletions.js";
import {courseApi} from "../../../scripts/courseApi.js";

/** What the course's modules really export. */
const api = courseApi({
  "/components/network.js": "components/network.ts",
  "/components/training.js": "components/training.ts",
  "/components/charts.js": "components/charts.ts"
});

/** Returns the state of an editor with *text*, and where its `|` was. */
function at(text: string, lang: "js" | "ts" = "js"): {state: EditorState; position: number} {
  const position = text.indexOf("|");
  const doc = text.replace("|", "");
  return {position, state: EditorState.create({doc, extensions: [cellLanguage(lang)]})};
}

/** What is offered without an import. */
function labels(text: string, options: {explicit?: boolean; lang?: "js" | "ts"} = {}): string[] {
  const {state, position} = at(text, options.lang);
  const result = completionsAt(state, position, api, ["depth", "run"], options);
  return result?.options.filter(({apply}) => !apply).map(({label}) => label) ?? [];
}

/** What is offered with an import, where the page has the names *known*. */
function imports(text: string, known: readonly string[] = []): string[] {
  const {state, position} = at(text);
  const result = completionsAt(state, position, api, known);
  return result?.options.filter(({apply}) => apply).map(({label}) => label) ?? [];
}

const importTrain = 'import {train} from "./components/training.js";\n';

describe("completionsAt(position) are", () => {
  test("names of the page and of the cell, once a letter is there or the reader asks", () => {
    expect(labels("dep|")).toEqual(["depth", "run"]);
    expect(labels("const blocks = 3;\nblo|")).toEqual(["blocks", "depth", "run"]);
    expect(labels("const x: num| = 1", {lang: "ts"})).toContain("depth");
    expect(labels("|")).toEqual([]);
    expect(labels("|", {explicit: true})).toEqual(["depth", "run"]);
  });

  test("nothing after a dot, in a comment, or in a string of which nothing is known", () => {
    for (const text of ["run.ro|", "// dep|", "/* dep| */", "'dep|'", "`dep|`"])
      expect(labels(text), text).toEqual([]);
    expect(labels("`${dep|}`")).toContain("depth");
  });

  test("modules in an import's string, and what they export in its braces", () => {
    const modules = ["./components/network.js", "./components/training.js", "./components/charts.js"];
    expect(labels('import {train} from "|"')).toEqual(modules);
    expect(labels('import {} from "./comp|')).toEqual(modules);
    expect(labels('import {tra|} from "./components/training.js"')).toContain("trainer");
    expect(labels('import {train, |} from "../components/training.js"')).not.toContain("train");
    expect(labels('import {|} from "d3"')).toEqual([]);
  });

  test("a function's options, in the order of their interface, without those that are there", () => {
    for (const [before, after] of [
      ["train({ste", "})"],
      ["train({", "})"],
      ["train({", ""],
      ["train({n", ""],
      ["train({n", "\nconst a = 1;"],
      ["const run = train({\n  ", "\n})"]
    ])
      expect(labels(`${importTrain}${before}|${after}`).slice(0, 3)).toEqual([
        "networks",
        "dataset",
        "optimizer"
      ]);
    expect(labels(`${importTrain}train({networks: ["a"], |})`)[0]).toBe("dataset");
    expect(labels(`${importTrain}train({networks: ["a"], steps: 3, |`)).not.toContain("steps");
  });

  test("options of an option, and of each object in a list", () => {
    expect(labels("train({optimizer: {|}})")).toEqual(Object.keys(fields.optimizer));
    expect(labels("train({networks: [{|}]})").slice(0, 2)).toEqual(["name", "width"]);
    expect(labels('train({networks: [{name: "a", sho|}]})')).toContain("shortcutScale");
    expect(labels("train({optimizer: {l|")).toContain("learningRate");
    expect(labels("train({networks: [{n|")[0]).toBe("name");
    expect(labels("const {l|} = train({})")).toContain("depth");
  });

  test("options of the argument that has them", () => {
    expect(labels("errorChart(rows, {|})")).toContain("least");
    expect(labels("errorChart({|})", {explicit: true})).not.toContain("least");
    expect(labels("cifarResNet({|})").slice(0, 3)).toEqual(["block", "depth", "width"]);
  });

  test("the values of an option that has a few", () => {
    expect(labels('train({block: "|"})')).toEqual(["basic", "bottleneck"]);
    expect(labels("train({block: 'b|'})")).toEqual(["basic", "bottleneck"]);
    expect(labels("train({block: |})")).toEqual(['"basic"', '"bottleneck"']);
    expect(labels('train({schedule: {type: wide ? "|" : "steps"}})').sort()).toEqual([
      "constant",
      "cosine",
      "steps"
    ]);
    expect(labels('train({seed: "|"})')).toEqual([]);
  });

  test("those of the course only where the name is the course's", () => {
    expect(labels("const train = (x) => x;\ntrain({|})", {explicit: true})).not.toContain("networks");
    expect(labels('import {train as fit} from "./components/training.js";\nfit({|})')).toContain("networks");
    expect(labels('import {train} from "elsewhere";\ntrain({|})', {explicit: true})).not.toContain(
      "networks"
    );
  });
});

describe("meaningAt(position) is", () => {
  const meaning = (text: string): Meaning | null => {
    const {state, position} = at(text);
    return meaningAt(state, position, 1, api);
  };

  test("a function's signature and doc comment", () => {
    expect(meaning(`${importTrain}const run = tr|ain({})`)).toMatchObject({
      signature: "train(spec: TrainingSpec, options?: TrainOptions): TrainingIterator",
      doc: expect.stringMatching(/^Returns views of a training/)
    });
  });

  test("an option's type and doc comment", () => {
    expect(meaning("train({optimizer: {learn|ingRate: 1}})")).toMatchObject({
      signature: expect.stringMatching(/^learningRate\??: number$/),
      doc: expect.stringMatching(/0\.05 for SGD/)
    });
  });

  test("nothing for names that are not the course's", () => {
    for (const text of ["de|pth", "const tr|ain = 1", "Plot.pl|ot()", "'tr|ain'", "// tr|ain"])
      expect(meaning(text), text).toBeNull();
  });
});

describe("names that the course exports and nothing has imported", () => {
  test("are offered once a letter is there, unless the cell or the page has them", () => {
    expect(imports("const F = se|")).toContain("sequence");
    expect(imports("const F = se|", ["sequence"])).not.toContain("sequence");
    expect(imports('import {sequence} from "./components/network.js";\nconst F = se|')).not.toContain(
      "sequence"
    );
    expect(imports("const F = |")).toEqual([]);
    expect(imports("const se|")).toEqual([]);
    expect(imports("run.se|")).toEqual([]);
  });

  const network = "./components/network.js";
  test.each([
    ["F = se", `import {sequence} from "${network}";\nF = se`],
    ["import * as d3 from 'd3';", `import {sequence} from "${network}";\nimport * as d3 from 'd3';`],
    [`import {} from "${network}";`, `import {sequence} from "${network}";`],
    [`import {sum} from '${network}';`, `import {sum, sequence} from '${network}';`],
    [`import {\n  sum,\n} from "${network}";`, `import {\n  sum, sequence\n} from "${network}";`],
    [
      `import * as all from "${network}";`,
      `import {sequence} from "${network}";\nimport * as all from "${network}";`
    ]
  ])("%s imports sequence as %s", (before, after) => {
    const state = EditorState.create({doc: before, extensions: [cellLanguage("js")]});
    const change = importChange(state, "sequence", "/components/network.js", api);
    expect(state.update({changes: change}).state.doc.toString()).toBe(after);
  });
});
