import {html} from "htl";
import {type Fault, faultsThrownBy} from "../fields/fault.js";
import {symbolMark} from "../symbols/symbolMark.js";
import {faultList} from "../widgets/faultList.js";
import {type NumberField, numberField} from "../widgets/labFields.js";
import {type AskedSplit, type BlockSplit, blockSplit, mostGroups} from "./blockSplit.js";

/** The fields by which a reader splits a block. */
export interface SplitFields {
  /** It emits "input". */
  readonly element: HTMLElement;
  /** Where a fault is told; hidden if there is none. */
  readonly fault: HTMLElement;
  /** What they ask for, or what they last asked for without a fault. */
  readonly split: BlockSplit;
}

type FieldName = keyof AskedSplit;

/** A slider goes so far, to twice the paper's largest cardinality; a number goes further. */
const mostSlid = 64;

let groups = 0; // for ids

/**
 * Returns the fields of a block's cardinality, of the width of a group and of all, and a lock that keeps the cost, for a
 * cardinality that is *atFirst*.
 */
export function splitFields(atFirst: number): SplitFields {
  const fields = createFields();
  const {cardinality, groupWidth, width} = fields;
  const all = Object.entries(fields) as [FieldName, NumberField][];
  const slider = html`<input
    type="range"
    aria-label="Cardinality C"
    min="1"
    max=${mostSlid}
  />` as HTMLInputElement;
  const lock = html`<input type="checkbox" checked />` as HTMLInputElement;
  const told = faultList(`split-${++groups}-fault`);
  const element = html`<div class="controls">
    ${slider}${cardinality.element}${groupWidth.element}${width.element}
    <label>${lock} keep the cost</label>
  </div>`;
  let given: FieldName = "cardinality";
  let split = blockSplit({cardinality: atFirst, groupWidth: NaN, width: NaN}, {given, equalCost: true});

  function change({target}: Event): void {
    if (target === slider) cardinality.value = slider.valueAsNumber;
    const written = all.find(([, field]) => field.element.contains(target as Node))?.[0];
    const moved = target === slider ? "cardinality" : written;
    const shared = given === "width" && moved === "cardinality"; // the same width, in other shares
    if (moved && !shared) given = moved;
    if (target === lock) given = "cardinality";
    tell(trySplit());
    if (told.element.hidden) show(written);
  }

  /** Returns what is wrong with the fields, or nothing. */
  function trySplit(): readonly Fault[] {
    const asked = {cardinality: cardinality.value, groupWidth: groupWidth.value, width: width.value};
    return faultsThrownBy(() => {
      split = blockSplit(asked, {given, equalCost: lock.checked});
    });
  }

  function tell(faults: readonly Fault[]): void {
    told.show(faults);
    // A width that the cardinality does not divide is a fault of both.
    const both = faults.flatMap((fault) => (fault.rule.is === "divides" ? [{...fault, field: "width"}] : []));
    for (const [, field] of all) field.showFaults([...faults, ...both], told.element.id);
  }

  /** Leaves alone the field that is *written* in. */
  function show(written?: FieldName): void {
    const values = {...split, width: split.cardinality * split.groupWidth};
    for (const [name, field] of all) if (name !== written) field.value = values[name];
    width.element.querySelector("input")!.disabled = lock.checked;
    slider.valueAsNumber = split.cardinality;
    slider.setAttribute("aria-valuetext", `${split.cardinality}, d is ${split.groupWidth}`);
  }

  element.addEventListener("input", change);
  show();
  return {
    element,
    fault: told.element,
    get split() {
      return split;
    }
  };
}

function createFields(): Record<FieldName, NumberField> {
  const field = (name: FieldName, label: Node, most: number) =>
    numberField({name, label, value: 1, min: 1, max: most, step: 1});
  const d = html`<i class="symbol">d</i>`;
  return {
    cardinality: field("cardinality", html`<span>${symbolMark("C")} =</span>`, mostGroups),
    groupWidth: field("groupWidth", html`<span>${d} =</span>`, mostGroups),
    width: field(
      "width",
      html`<span>width ${symbolMark("C")} · ${d.cloneNode(true)} =</span>`,
      mostGroups ** 2
    )
  };
}
