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
  /** Hides the one of this label. */
  hide(label: string): void;
}

/** Returns a list of overlays, *first* in it. *onChange* is called when what is shown changes. */
export function createOverlays(onChange: () => void, first: readonly Overlay[] = []): Overlays {
  let overlays: readonly Overlay[] = first;
  const element = html`<fieldset class="overlays" hidden></fieldset>`;

  function list(): void {
    element.hidden = overlays.length === 0;
    element.replaceChildren(html`<legend>Laid under</legend>`, ...overlays.map(item));
  }

  function change(next: readonly Overlay[]): void {
    overlays = next;
    list();
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

  list();
  return {
    element,
    add: (overlay) => change([...overlays, overlay]),
    all: () => overlays,
    hide(label) {
      const overlay = overlays.find((other) => other.label === label && other.shown);
      if (overlay) replace(overlay, {...overlay, shown: false});
    }
  };
}
