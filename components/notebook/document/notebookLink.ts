import {usualTitle} from "../../assignment/assignment.js";
import {type CellLinkContent, encodeLink} from "../edits/link.js";
import type {Notebook} from "./notebookMarkdown.js";

/** Returns the URL that carries *notebook*. Rejects, in words for readers, if it is too large for a link. */
export async function notebookUrl(notebook: Notebook): Promise<string> {
  const {title, text, cells, ending, due, assigned} = notebook;
  const linked = cells.map(({lang, source, title, text, check}, i) => ({
    ...{key: String(i), base: "", lang, source},
    ...{title, text, check}
  }));
  const content = {title, text, ending, due, assigned, cells: linked};
  return new URL(await encodeLink(content), location.href).href;
}

/** Returns the notebook that a link carries. */
export function linkedNotebook(content: CellLinkContent): Notebook {
  const {title = "A notebook", text = "", ending, due, assigned, cells} = content;
  const made = cells.map(({lang = "js", source, title, text, check}) => ({
    ...{lang, source},
    ...(title && {title}),
    ...(text && {text}),
    ...(check && {check})
  }));
  return {
    ...{title, text, cells: made},
    ...(ending && {ending}),
    ...(due && {due}),
    ...(assigned && {assigned})
  };
}

/** What becomes of a notebook that came by a link. */
export interface NotebookChoices {
  /** Shows the notebook and runs all of it. */
  run(): void;
  /** Shows the notebook without running it. */
  show(): void;
  ignore(): void;
}

/** Shows all that a link's *notebook* holds, above the page, and lets the reader choose what becomes of it. */
export async function reviewNotebook(
  {title, text, cells, ending = "", due = "", assigned = false}: Notebook,
  choices: NotebookChoices
): Promise<void> {
  const {reviewBanner, showBanner} = await import("../page/reviewEdits.js");
  showBanner(
    reviewBanner({
      heading: `This link carries ${assigned ? "an assignment" : "a notebook"}.`,
      text: "It has not run. Read it, and run it only if you trust whoever sent you the link: it can do whatever a page of this site can do in your browser. Undo brings your own notebook back.",
      prose: [title, due && `Due: ${due}`, text, ...cells.map(({text = ""}) => text), ending].filter(Boolean),
      cells: cells.map(({lang, source, title, check}, i) => ({
        ...{title: title ?? usualTitle({check}, i), lang, before: "", after: source}
      })),
      ...choices
    })
  );
}
