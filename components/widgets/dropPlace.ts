import {html} from "htl";
import {filesOf, foldersIn} from "./droppedFolders.js";

/** Options of dropPlace. */
export interface DropPlaceOptions {
  /** What it asks for. */
  text: Node;
  /** Which files a reader can choose, as in an input's `accept`; all can be dropped. */
  accept: string;
  /** Whether several can be chosen at once. Defaults to false. */
  multiple?: boolean;
  /** Called with the files that are dropped or chosen, one or more; of a folder that is dropped, with those in it, where it can be read. */
  take(files: File[]): void;
}

/** Returns a place to drop files on, or to choose them. It has the class `over` while some are above it. */
export function dropPlace({text, accept, multiple = false, take}: DropPlaceOptions): HTMLElement {
  const input = html`<input
    type="file"
    accept=${accept}
    multiple=${multiple}
    class="visually-hidden"
  />` as HTMLInputElement;
  const element = html`<label class="drop">${input} <span>${text}</span></label>`;
  const fault = html`<span class="message" role="alert">A folder of these cannot be read.</span>`;
  const taken = (files: File[]) => {
    fault.remove();
    if (files.length > 0) take(files);
  };
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    element.classList.toggle("over", on);
  };
  element.ondragover = over(true);
  element.ondragleave = over(false);
  element.ondrop = (event) => {
    over(false)(event);
    const {dataTransfer} = event;
    const folders = foldersIn(dataTransfer); // asked for while the drop is handled, or there are none
    if (folders) void filesOf(folders).then(taken, () => element.append(fault));
    else taken([...(dataTransfer?.files ?? [])]);
  };
  input.onchange = () => {
    taken([...(input.files ?? [])]);
    input.value = ""; // so that the same file can be chosen again
  };
  return element;
}
