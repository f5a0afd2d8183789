import {html} from "htl";
import {type Kept, keptHere, keptKinds} from "../stores/keptHere.js";
import {button} from "../widgets/button.js";

/** Where a page is drawn when the site is built, there is no browser to look into. */
const listHere = typeof indexedDB === "undefined" ? undefined : () => keptHere();

/** Returns the kinds of things that this site keeps in the reader's browser, how much of each is there, and a button that forgets it. */
export function keptFigure(list: (() => Promise<Kept[]>) | undefined = listHere): HTMLElement {
  const places = keptKinds.map(({name}, i) => ({
    count: html`<td class="number">…</td>`,
    button: button("Forget", () => forget(i), {label: `Forget ${name}`})
  }));
  const said = html`<p class="status" role="status"></p>`;

  let kept: readonly Kept[] = [];

  async function show(): Promise<void> {
    kept = (await list?.()) ?? [];
    kept.forEach(({count}, i) => {
      places[i].count.textContent = count === 0 ? "none" : String(count);
      places[i].button.disabled = count === 0;
    });
  }

  async function forget(i: number): Promise<void> {
    const {name} = keptKinds[i];
    try {
      await kept[i]?.forget();
      await show();
      said.textContent = `Forgotten: ${name}.`;
    } catch (error) {
      said.textContent = `The browser does not let ${name} go: ${(error as Error).message}`;
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
                ${places[i].count}
                <td>${places[i].button}</td>
              </tr>`
          )}
        </tbody>
      </table>
    </div>
    ${said}
  </div>`;
}
