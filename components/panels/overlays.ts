import {html} from "htl";
import type {ErrorRow} from "../charts/errorRows.js";
import {button} from "../widgets/button.js";

/** Curves that can be laid under those of the run in hand. */
export interface Overlay {
  label: string;
  rows: readonly ErrorRow[];
  shown: boolean;
}

/** The overlays of a figure, and the list in which a reader shows, hides and removes them. */
export interface Overlays {
  element: HTMLElement;
  add(overlay: Overlay): void;
  all(): readonly Overlay[];
  /** Shows or hides all. */
  showAll(shown: boolean): void;
}

/** Returns an empty list of overlays. *onChange* is called when what is shown changes. */
export function createOverlays(onChange: () => void): Overlays {
  let overlays: Overlay[] = [];
  const element = html`<fieldset class="overlays" hidden></fieldset>`;

  function change(next: Overlay[]): void {
    overlays = next;
    element.hidden = overlays.length === 0;
    element.replaceChildren(html`<legend>Laid under</legend>`, ...overlays.map(item));
    onChange();
  }

  function item(overlay: Overlay): HTMLElement {
    const show = ({currentTarget}: Event) =>
      replace(overlay, {...overlay, shown: (currentTarget as HTMLInputElement).checked});
    return html`<span class="overlay">
      <label><input type="checkbox" checked=${overlay.shown} ${{onchange: show}} /> ${overlay.label}</label>
      ${button("×", () => replace(overlay), {label: `Remove ${overlay.label}`})}
    </span>`;
  }

  /** Puts *by* in an overlay's place, or nothing. */
  function replace(overlay: Overlay, by?: Overlay): void {
    change(overlays.flatMap((other) => (other === overlay ? (by ? [by] : []) : [other])));
  }

  return {
    element,
    add: (overlay) => change([...overlays, overlay]),
    all: () => overlays,
    showAll: (shown) => change(overlays.map((overlay) => ({...overlay, shown})))
  };
}
