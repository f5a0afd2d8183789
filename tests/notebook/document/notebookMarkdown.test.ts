import {readdirSync, readFileSync} from "node:fs";
import {createMarkdownIt} from "@observablehq/framework/dist/markdown.js";
import {describe, expect, test} from "vitest";
import {
  type Notebook,
  notebookFromMarkdown,
  notebookToMarkdown
} from "../../../components/notebook/document/notebookMarkdown.js";

const folder = "data/notebooks";
const files = readdirSync(folder).filter((name) => name.endsWith(".markdown"));

function notebook(...cells: Notebook["cells"]): Notebook {
  return {title: "A notebook", text: "Some text.", cells};
}

function roundTrip(given: Notebook): Notebook {
  return notebookFromMarkdown(notebookToMarkdown(given));
}

/** Returns the code in the fences that Markdown itself, as Framework reads it, finds in *markdown*. */
function fencesOf(markdown: string): string[] {
  return createMarkdownIt()
    .parse(markdown, {code: []})
    .filter(({type}) => type === "fence")
    .map(({content}) => content.replace(/\n$/, ""));
}

describe(`the notebooks in ${folder}`, () => {
  test("are there", () => expect(files.length).toBeGreaterThan(2));

  test.each(files)("%s is the same after notebookFromMarkdown and notebookToMarkdown", (name) => {
    const markdown = readFileSync(`${folder}/${name}`, "utf8");
    const read = notebookFromMarkdown(markdown);
    expect(read.title).toMatch(/\S/);
    expect(read.text).toMatch(/\S/);
    expect(read.cells.every(({title, source}) => title && source)).toBe(true);
    expect(notebookToMarkdown(read)).toBe(markdown);
    expect(roundTrip(read)).toEqual(read);
  });
});

describe("notebookFromMarkdown(notebookToMarkdown(notebook)) is the notebook:", () => {
  const sources = {
    "an empty cell": "",
    "lines without code": "\n\n",
    "a last line break": "const a = 1;\n",
    "a template": "const a = `${b} and $${c}`;\nconst d = `\n${e}\n`;",
    fences: "const a = `\n```js editable\n1\n```\n`;",
    "long fences": "/*\n`````\n```\n*/",
    "indented fences": "const a = `\n  ```js\n  1\n  ```\n   ````\n`;",
    "fences of tildes": "/*\n~~~\n*/",
    "a heading and front matter": "/*\n# No title\n---\na: 1\n---\n*/",
    "markup and letters of every kind": "html`<b>&amp;</b></script>` // é漢字🙂λ\u00a0"
  };

  test.each(Object.entries(sources))("%s", (_, source) => {
    const given = notebook({lang: "js", source}, {lang: "ts", source: "const last: number = 1;"});
    expect(roundTrip(given)).toEqual(given);
    expect(fencesOf(notebookToMarkdown(given))).toEqual([source, "const last: number = 1;"]);
  });

  test("without text, or a text of some paragraphs, or other fences in it", () => {
    for (const text of ["", "One.\n\nTwo, and `code`.\n\n- *three*", "```python\n# a remark\n```"]) {
      const given = {...notebook({lang: "js", source: "1"}), text};
      expect(roundTrip(given)).toEqual(given);
    }
  });

  test("but for what a title cannot have: double quotes, backticks and line breaks", () => {
    const titleOf = (title: string) => {
      const given = notebook({lang: "js", source: "1", title}, {lang: "js", source: "2"});
      expect(fencesOf(notebookToMarkdown(given))).toEqual(["1", "2"]);
      return roundTrip(given).cells[0].title;
    };
    expect(titleOf("It's λ = 1 & <b>, a=b {c} \\ title=")).toBe("It's λ = 1 & <b>, a=b {c} \\ title=");
    expect(titleOf('The "best" depth')).toBe("The 'best' depth");
    expect(titleOf("The `depth`")).toBe("The 'depth'");
    expect(titleOf("a\n```\nb")).toBe("a ''' b");
  });
});

describe("notebookFromMarkdown(markdown)", () => {
  const cell = "```js\n1\n```\n";

  test("takes the first heading for the title, and what is before the first cell for the text", () => {
    expect(notebookFromMarkdown(`Before.\n\n# Title \n\nAfter.\n\n## Part\n\n${cell}`)).toEqual({
      title: "Title",
      text: "Before.\n\n\n\nAfter.\n\n## Part",
      cells: [{lang: "js", source: "1"}]
    });
    expect(notebookFromMarkdown(cell)).toMatchObject({title: "Notebook", text: ""});
  });

  test("takes no title from code", () => {
    expect(notebookFromMarkdown("Text.\n\n```js\nconst a = `\n# No title\n`;\n```\n").title).toBe("Notebook");
  });

  test("leaves front matter out", () => {
    const {title, text} = notebookFromMarkdown(
      `---\ntitle: Other\ntoc: false\n---\n\n# Title\n\nText.\n\n${cell}`
    );
    expect([title, text]).toEqual(["Title", "Text."]);
    expect(notebookFromMarkdown(`# Title\n\nText.\n\n---\n\nMore.\n\n---\n\n${cell}`).text).toContain(
      "More."
    );
  });

  test("reads line ends of Windows", () => {
    const windows =
      '---\r\na: 1\r\n---\r\n# Title\r\n\r\nText.\r\n\r\n```ts editable title="A"\r\n1;\r\n2;\r\n```\r\n';
    expect(notebookFromMarkdown(windows)).toEqual({
      title: "Title",
      text: "Text.",
      cells: [{lang: "ts", source: "1;\n2;", title: "A"}]
    });
  });

  test("reads fences as Markdown does: of any length, indented a little, of these two languages", () => {
    const markdown = [
      "```` js\n```\n1\n````",
      '  ```js editable id=a title="B" run=false\n  2\n  ```',
      "```ts\n3\n`````   ",
      "```js {editable}\n4\n```",
      "- item\n\n      ```js\n      5\n      ```",
      "```jsx\n6\n```",
      "```json\n7\n```",
      "```\n8\n```",
      "Not ```js\nat the beginning```"
    ].join("\n\n");
    expect(notebookFromMarkdown(markdown).cells).toEqual([
      {lang: "js", source: "```\n1"},
      {lang: "js", source: "  2", title: "B"},
      {lang: "ts", source: "3"},
      {lang: "js", source: "4"}
    ]);
  });

  test("keeps the prose between cells and after them, with its fences of other languages", () => {
    const given = {
      title: "T",
      text: "First.",
      cells: [
        {lang: "js" as const, source: "1"},
        {lang: "js" as const, source: "2", text: "Second.\n\n```python\n```js\n```\n\n- third"}
      ],
      ending: "Last.\n\n````\n```js\nnot a cell\n```\n````"
    };
    expect(notebookFromMarkdown(notebookToMarkdown(given))).toEqual(given);
  });

  test("reads fences of tildes, and one that only the end closes", () => {
    expect(notebookFromMarkdown("~~~ts\nconst a = `\n```\n`;\n~~~~\n\n```js\nopen\n").cells).toEqual([
      {lang: "ts", source: "const a = `\n```\n`;"},
      {lang: "js", source: "open"}
    ]);
  });

  test("throws if there are no cells", () => {
    for (const markdown of ["", "# Title\n\nText.", "```python\n1\n```"])
      expect(() => notebookFromMarkdown(markdown)).toThrow(
        /^invalid notebook: no cells; it must have at least one fence of js or ts$/
      );
  });
});
