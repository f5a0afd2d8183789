// The parts of Framework 1.13.4 that these tests build pages with. It has no declarations of its own.

declare module "@observablehq/framework/dist/markdown.js" {
  import type MarkdownIt from "markdown-it";

  /** A cell of a page, as Framework's compiler has analysed it. */
  export interface PageCell {
    id: string;
    mode: "block" | "inline" | "jsx";
    node: {
      input: string;
      expression: boolean;
      async: boolean;
      declarations: {name: string}[] | null;
      references: {name: string}[];
      imports: {name: string; type: "local" | "global"; method: string}[];
      files: {name: string}[];
    };
  }

  export interface MarkdownPage {
    title: string | null;
    body: string;
    code: PageCell[];
  }

  /** Returns Framework's Markdown, with what the site's configuration adds to it. */
  export function createMarkdownIt(options?: {markdownIt?: (md: MarkdownIt) => MarkdownIt}): MarkdownIt;

  /** Returns a page of *input*. */
  export function parseMarkdown(input: string, options: {md: MarkdownIt; path: string}): MarkdownPage;
}

declare module "@observablehq/framework/dist/html.js" {
  /** Returns a page's body as it is written to a file: listings highlighted, links and paths resolved. */
  export function rewriteHtml(html: string, resolvers: object): string;
}
