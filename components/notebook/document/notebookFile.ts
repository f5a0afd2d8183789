import {html} from "htl";
import {download} from "../../widgets/download.js";
import {type Notebook, notebookFromMarkdown, notebookToMarkdown} from "./notebookMarkdown.js";

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

/** Returns a hidden field for a file of Markdown; *onOpen* gets the notebook in it, *onFault* what is wrong with it. */
export function notebookFileInput(
  onOpen: (notebook: Notebook, fileName: string) => void,
  onFault: (text: string) => void
): HTMLInputElement {
  const input = html`<input type="file" accept=".md,.markdown,text/markdown" hidden />` as HTMLInputElement;
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    if (file.size > mostBytes)
      return onFault(
        `${file.name} is too large: ${file.size.toLocaleString("en")} bytes; at most ${mostBytes.toLocaleString("en")} are read`
      );
    try {
      onOpen(notebookFromMarkdown(await file.text()), file.name);
    } catch (error) {
      onFault(`${file.name}: ${(error as Error).message}`);
    }
  });
  return input;
}
