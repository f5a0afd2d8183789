import {html} from "htl";
import {type Kept, keptHere, keptKinds} from "../stores/keptHere.js";
import {button} from "../widgets/button.js";

/** Where a page is drawn when the site is built, there is no browser to look into. */
const listHere = typeof indexedDB === "undefined" ? undefined : () => keptHere();

/** Returns the kinds of things that this site keeps in the reader's browser, how much of each is there, and a button that forgets it. */
export function keptFigure(list: (() => Promise<Kept[]>) | undefined = listHere): HTMLElement {
  const places = keptKinds.map(() => ({count: html`<td class="number">…</td>`, act: html`<td></td>`}));
  const said = html`<p class="status" role="status"></p>`;

  async function show(): Promise<void> {
    const kept = (await list?.()) ?? [];
    kept.forEach((kind, i) => {
      places[i].count.textContent = kind.count === 0 ? "none" : String(kind.count);
      const forgets = button("Forget", () => forget(kind), {label: `Forget ${kind.name}`});
      places[i].act.replaceChildren(...(kind.count > 0 ? [forgets] : []));
    });
  }

  async function forget(kind: Kept): Promise<void> {
    try {
      await kind.forget();
      await show();
      said.textContent = `Forgotten: ${kind.name}.`;
    } catch (error) {
      said.textContent = `The browser does not let ${kind.name} go: ${(error as Error).message}`;
    }
  }

  void show();
  return html`<div class="run" role="group" aria-label="What this browser keeps">
    <div class="table-scroll" tabindex="0" role="region" aria-label="What is kept">
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
          ${keptKinds.map(
            ({name, what}, i) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${what}</td>
                ${places[i].count}${places[i].act}
              </tr>`
          )}
        </tbody>
      </table>
    </div>
    ${said}
  </div>`;
}
