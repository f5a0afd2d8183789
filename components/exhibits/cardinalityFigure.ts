import {html} from "htl";
import {groupedWeight} from "../diagrams/split/groupedWeight.js";
import type {BlockForm} from "../network/equivalentForms.js";
import {choiceField} from "../widgets/labFields.js";
import type {BlockSplit} from "./blockSplit.js";
import {formTexts, splitCosts, splitText} from "./splitCosts.js";
import {splitDiagram} from "./splitDiagram.js";
import {splitFields} from "./splitFields.js";

/** What cardinalityFigure shows. */
export interface CardinalityChoice extends BlockSplit {
  /** How the block is built: Xie et al. 2017, Fig. 3. */
  readonly form: BlockForm;
}

/** Options of cardinalityFigure. */
export interface CardinalityFigureOptions {
  /** What is shown at first, at the cost that is kept. Defaults to 32. */
  cardinality?: number;
  /** Defaults to "sum". */
  form?: BlockForm;
}

/**
 * Returns the block of ResNeXt, whose cardinality C and width d of each group a reader chooses: what it costs, its diagram in
 * one of three forms, and its 3×3 weights. While the cost is kept, C and d follow each other. If it is not, both are free,
 * and d may be asked for by the width of all groups. Its value is a CardinalityChoice; it emits "input".
 *
 * Source: Xie et al. 2017 (arXiv:1611.05431), Fig. 1 and 3, Table 2.
 */
export function cardinalityFigure({
  cardinality = 32,
  form = "sum"
}: CardinalityFigureOptions = {}): HTMLElement & {value: CardinalityChoice} {
  const fields = splitFields(cardinality);
  const formField = choiceField({name: "form", label: "Form", options: {...formTexts}, value: form});
  const sentence = html`<p class="status"></p>`;
  const spoken = html`<div class="visually-hidden" role="status" aria-live="polite"></div>`;
  const diagram = splitDiagram();
  const [costs, weight] = [
    html`<div class="table-scroll" tabindex="0" role="region" aria-label="Costs"></div>`,
    html`<div></div>`
  ];
  const value = (): CardinalityChoice => ({...fields.split, form: formField.value as BlockForm});

  function show(): void {
    const faulty = !fields.fault.hidden;
    sentence.classList.toggle("covered", faulty);
    if (faulty) return;
    const {form, ...split} = value();
    sentence.textContent = splitText(split);
    diagram.show(split, form);
    costs.replaceChildren(splitCosts(split, form));
    weight.replaceChildren(groupedWeight(split.cardinality, split.groupWidth));
  }

  const choices = html`<div>
    ${fields.element}
    <div class="says">${sentence}${fields.fault}</div>
    <div class="controls">${formField.element}</div>
  </div>`;
  choices.addEventListener("input", show);
  choices.addEventListener("change", () => (spoken.textContent = sentence.textContent)); // once a drag, not all the way
  show();
  const element = html`<div
    class="run cardinality"
    role="group"
    aria-label="A block of parallel transformations"
  >
    ${choices}${diagram.element}
    <div class="panels">${costs}${weight}</div>
    ${spoken}
  </div>`;
  return Object.defineProperty(element, "value", {get: value}) as HTMLElement & {value: CardinalityChoice};
}
