import {html} from "htl";
import {type Kept, keptHere} from "../stores/keptHere.js";
import {button} from "../widgets/button.js";

/** Where a page is drawn when the site is built, there is no browser to look into. */
const listHere = typeof indexedDB === "undefined" ? undefined : () => keptHere();

/** Returns the list of what this site keeps in the reader's browser, each kind with a button that forgets it. */
export function keptFigure(list: (() => Promise<Kept[]>) | undefined = listHere): HTMLElement {
  const place = html`<div></div>`;
  const said = html`<p class="status" role="status">It is listed when the page's code runs.</p>`;

  async function show(before = ""): Promise<void> {
    if (!list) return;
    const kept = await list();
    place.replaceChildren(...(kept.length > 0 ? [table(kept)] : []));
    said.textContent = `${before}${kept.length > 0 ? "" : "Nothing of yours is kept in this browser."}`;
  }

  async function forget(kind: Kept): Promise<void> {
    try {
      await kind.forget();
      await show(`Forgotten: ${kind.name}. `);
    } catch (error) {
      said.textContent = `The browser does not let ${kind.name} go: ${(error as Error).message}`;
    }
  }

  function table(kept: readonly Kept[]): HTMLElement {
    const row = (kind: Kept) =>
      html`<tr>
        <th scope="row">${kind.name}</th>
        <td>${kind.what}</td>
        <td class="number">${kind.count}</td>
        <td>${button("Forget", () => forget(kind), {label: `Forget ${kind.name}`})}</td>
      </tr>`;
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label="What is kept">
      <table class="wrapping">
        <thead>
          <tr>
            <th scope="col">kept</th>
            <th scope="col">what it is</th>
            <th scope="col" class="number">how many</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${kept.map(row)}
        </tbody>
      </table>
    </div>`;
  }

  void show();
  return html`<div class="run" role="group" aria-label="What this browser keeps">${place}${said}</div>`;
}
