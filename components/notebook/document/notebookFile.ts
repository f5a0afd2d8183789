import {html} from "htl";
import {download} from "../../widgets/download.js";
import {type Notebook, notebookFromMarkdown, notebookToMarkdown} from "./notebookMarkdown.js";
import type {KeptNotebook} from "./notebookStore.js";
import {receivedNotebook} from "./receivedNotebook.js";

/** Downloads *notebook* as Markdown, under its title. */
export function downloadNotebook(notebook: Notebook, title: string): void {
  const markdown = notebookToMarkdown(notebook);
  download(`${fileName(title) || "notebook"}.md`, new Blob([markdown], {type: "text/markdown"}));
}

/** Returns a *text* in letters that any file's name may have; empty if it has none of these. */
export function fileName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Largest file that is read, in bytes: more than a browser keeps of a notebook. */
const mostBytes = 5_000_000;

/**
 * Returns a hidden field for a file: Markdown, or what a student has handed in. *onOpen* gets the notebook in it, *onFault* what is
 * wrong with it.
 */
export function notebookFileInput(
  onOpen: (notebook: KeptNotebook, fileName: string) => void,
  onFault: (text: string) => void
): HTMLInputElement {
  const input = html`<input
    type="file"
    accept=".md,.markdown,.json,text/markdown,application/json"
    hidden
  />` as HTMLInputElement;
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    if (file.size > mostBytes)
      return onFault(
        `${file.name} is too large: ${file.size.toLocaleString("en")} bytes; at most ${mostBytes.toLocaleString("en")} are read`
      );
    try {
      onOpen(await notebookIn(file), file.name);
    } catch (error) {
      onFault(`${file.name}: ${(error as Error).message}`);
    }
  });
  return input;
}

/** Returns the notebook in a *file*. Rejects with what is wrong with it. */
async function notebookIn(file: File): Promise<KeptNotebook> {
  const text = await file.text();
  if (!file.name.endsWith(".json")) return receivedNotebook(notebookFromMarkdown(text));
  const {handInNotebook} = await import("./handInNotebook.js");
  return handInNotebook(jsonIn(text));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError("it is no JSON: it may have been cut off");
  }
}
