import {type CellLinkContent, encodeLink} from "../edits/link.js";
import type {Notebook} from "./notebookMarkdown.js";
import type {KeptNotebook} from "./notebookStore.js";

/** Returns the URL that carries *notebook*. Rejects, in words for readers, if it is too large for a link. */
export async function notebookUrl({cells, ...rest}: KeptNotebook): Promise<string> {
  const linked = cells.map(({ran: _, ...cell}, i) => ({key: String(i), base: "", ...cell}));
  return new URL(await encodeLink({...rest, cells: linked}), location.href).href;
}

/** Returns the notebook that a link carries. */
export function linkedNotebook({title = "A notebook", text = "", ending, cells}: CellLinkContent): Notebook {
  const made = cells.map(({lang = "js", source, title, text}) => ({
    ...{lang, source},
    ...(title && {title}),
    ...(text && {text})
  }));
  return {title, text, cells: made, ...(ending && {ending})};
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
  {title, text, cells, ending = ""}: Notebook,
  choices: NotebookChoices
): Promise<void> {
  const {reviewBanner, showBanner} = await import("../page/reviewEdits.js");
  showBanner(
    reviewBanner({
      heading: "This link carries a notebook.",
      text: "It has not run. Read it, and run it only if you trust whoever sent you the link: it can do whatever a page of this site can do in your browser. Undo brings your own notebook back.",
      prose: [title, text, ...cells.map(({text = ""}) => text), ending].filter(Boolean),
      cells: cells.map(({lang, source, title}, i) => ({
        ...{title: title ?? `Cell ${i + 1}`, lang, before: "", after: source}
      })),
      ...choices
    })
  );
}
