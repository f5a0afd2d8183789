import {html} from "htl";
import type {EditableCell} from "../notebook/cell/cell.js";
import {encodeLink} from "../notebook/edits/link.js";
import {button} from "../widgets/button.js";
import {figureSettings} from "./figureSettings.js";
import {frameHelp} from "./frameQuery.js";
import {pasteTexts} from "./pasteTexts.js";

const sizes = {
  "960 × 540": [960, 540],
  "720 × 405": [720, 405],
  "720 × 900": [720, 900],
  "1920 × 1080": [1920, 1080]
} as const;

/**
 * Opens what is to be known to put *part*, whose document is at *address*, into a slide, a notebook or a page: its settings as they
 * stand, and a text for each kind of host, which a press copies.
 */
export function openEmbedDialog(part: Element, address: string): void {
  const edited = editedCells(part);
  let hash = ""; // what carries the edits; it is packed below
  const title = document.title.replace(/ \|.*/, "");
  const size = html`<select>
    ${Object.keys(sizes).map((name) => html`<option>${name}</option>`)}
  </select>` as HTMLSelectElement;
  const query = html`<input type="text" spellcheck="false" value=${settingsOf(part)} />` as HTMLInputElement;
  const texts = html`<dl></dl>`;
  const said = html`<output></output>`;
  const close = button("Close", () => dialog.close());
  const dialog = html`<dialog class="embed-dialog" aria-labelledby="embed-title">
    <h2 id="embed-title">Put this into your own page or slide</h2>
    <div class="controls">
      <label>Size ${size}</label> <label>Settings ${query}</label> ${button("Preview", preview)}
    </div>
    <details>
      <summary>What else an address may say</summary>
      <dl>
        ${Object.entries(frameHelp).map(
          ([key, help]) =>
            html`<dt><code>${key}</code></dt>
              <dd>${help}</dd>`
        )}
      </dl>
    </details>
    ${edited.length > 0 ? html`<p>${editsText(edited)}</p>` : ""} ${texts}
    <div class="controls">${close} ${said}</div>
  </dialog>` as HTMLDialogElement;

  const whole = () => {
    const url = new URL(address);
    url.search = query.value;
    url.hash = hash;
    return url.href;
  };
  const chosen = () => sizes[size.value as keyof typeof sizes];

  function preview(): void {
    const [width, height] = chosen();
    open(whole(), "_blank", `popup,width=${width},height=${height}`);
  }

  function show(): void {
    const [width, height] = chosen();
    const camera = part.querySelector(".camera-place") !== null;
    const all = pasteTexts({title, address: whole(), width, height, date: new Date(), camera});
    texts.replaceChildren(
      ...all.flatMap(({host, text, note}) => [
        html`<dt>${host} ${button("Copy", () => copy(host, text), {label: `Copy for ${host}`})}</dt>`,
        html`<dd>
          <pre tabindex="0">${text}</pre>
          ${note ?? ""}
        </dd>`
      ])
    );
  }

  async function copy(host: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `Copied: ${host}.`;
    } catch {
      said.textContent = "This browser lets nothing be copied here: mark the text, and copy it.";
    }
  }

  size.addEventListener("input", show);
  query.addEventListener("input", show);
  dialog.addEventListener("close", () => dialog.remove());
  show();
  if (edited.length > 0)
    encodeLink({cells: edited.map(({key, base, source}) => ({key, base, source}))}).then(
      (packed) => ((hash = packed), show()),
      (error: Error) => (said.textContent = `Your changes are not in the address: ${error.message}.`)
    );
  document.body.append(dialog);
  dialog.showModal();
}

/** The cells in the document of *part*, of its own and of the code behind it, that are not as published. */
function editedCells(part: Element): EditableCell[] {
  const behind = (part.getAttribute("data-embed-code") ?? "").split(" ").filter((key) => key !== "");
  const elements: (Element | null)[] = [
    ...behind.map((key) => document.getElementById(`cell-${key}`)),
    ...(part.matches("editable-cell") ? [part] : part.querySelectorAll("editable-cell"))
  ];
  return elements.flatMap((element) => {
    const {cell} = (element ?? {}) as {cell?: EditableCell}; // there once the page is alive
    return cell?.edited ? [cell] : [];
  });
}

function editsText(edited: readonly EditableCell[]): string {
  const what = edited.length === 1 ? "one cell" : `${edited.length} cells`;
  return `Your changes to ${what} go with the address, behind #, where no server sees them. Whoever opens it reads them first, and in a frame opens a tab of its own to run them.`;
}

/** The settings of a figure that are others than it begins with, as a query. */
function settingsOf(part: Element): string {
  const changed = [...figureSettings(part).values()].filter((setting) => setting.changed);
  return new URLSearchParams(changed.map(({key, value}) => [key, value])).toString();
}
