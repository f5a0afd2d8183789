import {html} from "htl";

/** Prose of a notebook: read as paragraphs, written as Markdown. */
export interface NotebookText {
  element: HTMLElement;
  /** What it says. */
  markdown: string;
  /** Opens it for writing. */
  edit(): void;
}

/** Returns prose that says *markdown*; *onChange* is called when the reader has changed it. */
export function notebookText(markdown: string, label: string, onChange: () => void): NotebookText {
  const element = html`<div class="notebook-text"></div>`;
  let said = markdown;

  function read(): void {
    const paragraphs = said.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
    element.replaceChildren(...paragraphs.map((paragraph) => html`<p>${paragraph}</p>`));
  }

  function edit(): void {
    const rows = Math.max(3, said.split("\n").length + 1);
    const area = html`<textarea rows=${rows} aria-label=${label}>${said}</textarea>` as HTMLTextAreaElement;
    area.addEventListener("input", () => {
      said = area.value;
      onChange();
    });
    area.addEventListener("blur", read);
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") area.blur();
    });
    element.replaceChildren(area);
    area.focus();
  }

  element.addEventListener("dblclick", edit);
  read();
  return {
    element,
    edit,
    get markdown() {
      return said.trim();
    },
    set markdown(next) {
      said = next;
      read();
    }
  };
}
