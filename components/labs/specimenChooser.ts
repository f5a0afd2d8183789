import {html} from "htl";
import {netLabel} from "../charts/scales.js";
import {networkKey} from "../network/identity.js";
import type {Shelf, Specimen} from "./specimens.js";

/** A field of checkboxes whose value is the chosen networks. It emits "input". */
export type SpecimenChooser = HTMLElement & {readonly value: readonly Specimen[]};

/** Options of specimenChooser. */
export interface SpecimenChooserOptions {
  /** What the choice is for. Defaults to "Networks". */
  label?: string;
  /** Keys of the networks chosen at first. */
  chosen: readonly string[];
  /** What can be chosen. Defaults to all. */
  only?: (specimen: Specimen) => boolean;
  /** The promise of the cell that holds it; when it settles, the chooser stops listening to the shelf. */
  invalidation?: Promise<unknown>;
}

/** More networks than this cannot be told apart in one figure. */
const mostChosen = 3;

/** Returns a choice of up to three of a *shelf*'s networks. Networks trained later appear as soon as they are there. */
export function specimenChooser(
  shelf: Shelf,
  {label = "Networks", chosen, only = () => true, invalidation}: SpecimenChooserOptions
): SpecimenChooser {
  const boxes = new Map<Specimen, HTMLInputElement>();
  const list = html`<fieldset>
    <legend>${label}</legend>
  </fieldset>`;
  const hint = html`<p class="status" role="status"></p>`;
  let value: readonly Specimen[] = [];

  function update(): void {
    for (const specimen of shelf.specimens.filter(only)) {
      if (boxes.has(specimen)) continue;
      const {net, note} = specimen;
      const box = html`<input
        type="checkbox"
        checked=${chosen.includes(networkKey(net))}
      />` as HTMLInputElement;
      boxes.set(specimen, box);
      list.append(html`<label>${box} ${netLabel(net)} <span class="remark">${note}</span></label>`);
    }
    value = [...boxes].flatMap(([specimen, {checked}]) => (checked ? [specimen] : []));
    for (const box of boxes.values()) box.disabled = !box.checked && value.length === mostChosen;
    hint.textContent =
      value.length === 0
        ? "Choose a network."
        : value.length === mostChosen
          ? `No more than ${mostChosen} at a time.`
          : "";
  }

  update();
  const end = shelf.onChange(update);
  invalidation?.then(end);
  const element = html`<div class="controls specimens">${list}${hint}</div>`;
  element.addEventListener("input", update); // before the page's own listeners
  return Object.defineProperty(element, "value", {get: () => value}) as SpecimenChooser;
}
