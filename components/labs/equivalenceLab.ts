import {html} from "htl";
import {formTable} from "../charts/formTable.js";
import type {TrainingClient} from "../client/client.js";
import {type Fault, FaultError, faultsThrownBy} from "../fields/fault.js";
import {cost} from "../network/cost.js";
import {equivalentForms, type FormChoice, formInput} from "../network/equivalentForms.js";
import type {Analysis, FormResult} from "../protocol/analyses.js";
import {faultList} from "../widgets/faultList.js";
import {numberField} from "../widgets/labFields.js";
import {liveMeasurement, type Measurement} from "./liveMeasurement.js";
import {notes} from "./notes.js";

/** Recorded comparisons of blocks in three forms, made by data/recordEquivalence.ts. */
export interface EquivalenceRecording {
  blocks: readonly (FormChoice & {rows: readonly FormResult[]})[];
  /** Where and when. */
  caption: string;
}

/** Options of equivalenceLab. */
export interface EquivalenceLabOptions {
  /** Results to show for a block until it is measured here. Defaults to none. */
  recording?: EquivalenceRecording;
  /** The cardinality at first. Defaults to 32. */
  cardinality?: number;
  /** Channels in each group at first. Defaults to 4. */
  groupWidth?: number;
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

let labs = 0; // for ids

/**
 * Returns the laboratory of a ResNeXt block's three forms: for a cardinality and a group width, how far they are from
 * each other with the same weights, and how long each takes here.
 */
export function equivalenceLab({
  cardinality = 32,
  groupWidth = 4,
  recording = {blocks: [], caption: ""},
  invalidation,
  client
}: EquivalenceLabOptions = {}): HTMLElement {
  const common = {min: 1, step: 1};
  const cardinalityField = numberField({
    ...{
      name: "cardinality",
      label: "Cardinality C",
      value: cardinality,
      max: 256
    },
    ...common
  });
  const widthField = numberField({
    ...{name: "groupWidth", label: "Group width d", value: groupWidth, max: 64},
    ...common
  });
  const told = faultList(`equivalence-${++labs}-faults`);
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure"></div>`;
  const controls = liveMeasurement({
    ...{measure, stopsAtOnce: true, invalidation, client},
    title: "Gives all three forms the same weights, and one batch to go forward and backward",
    progress: "Progress of the measurement"
  });
  const found = new Map<string, Analysis<"equivalence">>(); // by template, for as long as the page lives
  let shown: FormChoice;

  const chosen = (): FormChoice => ({
    cardinality: Number(cardinalityField.value),
    groupWidth: Number(widthField.value)
  });

  /** Returns what is wrong with the fields, each by itself, or both together. */
  function faultsOfFields(): readonly Fault[] {
    const own = [cardinalityField, widthField].flatMap((field) => field.fault() ?? []);
    return own.length > 0 ? own : faultsIn(chosen());
  }

  /** Shows faults at the fields; the figure keeps the last valid choice. */
  function change(): void {
    const choice = chosen();
    const faults = faultsOfFields();
    told.show(faults);
    for (const field of [cardinalityField, widthField]) field.showFaults(faults, told.element.id);
    if (faults.length > 0) return;
    shown = choice;
    show();
  }

  async function measure({client, tell}: Measurement): Promise<void> {
    const choice = chosen();
    const faults = faultsOfFields();
    if (faults.length > 0) throw new FaultError(faults);
    const template = templateOf(choice);
    tell(`Preparing ${template} …`, 0);
    const analysis = await client.analyse(
      {analysis: "equivalence", ...choice},
      {onProgress: ({done, total}) => tell(`Measuring ${template}: ${done} of ${total}`, done / total)}
    );
    found.set(template, analysis);
    tell(`${template} is measured.`);
    show();
  }

  function show(): void {
    const template = templateOf(shown);
    const analysis = found.get(template);
    const recorded = recording.blocks.find((block) => templateOf(block) === template);
    const rows = analysis?.rows ?? recorded?.rows;
    badge.textContent = analysis ? liveText(analysis) : recorded ? recording.caption : "not measured yet";
    badge.classList.toggle("live", analysis !== undefined);
    const table = formTable(rows, {cardinality: shown.cardinality, caption: captionOf(shown)});
    figure.replaceChildren(table, notes(rows ? notesOn(rows) : []));
  }

  change();
  const choices = html`<div class="controls">${cardinalityField.element}${widthField.element}</div>`;
  choices.addEventListener("input", change);
  return html`<div class="run lab" role="group" aria-label="Three forms of one block">
    ${choices}${told.element}${figure}${controls}${badge}
  </div>`;
}

function faultsIn(choice: FormChoice): readonly Fault[] {
  return faultsThrownBy(() => {
    equivalentForms(choice);
  });
}

function templateOf({cardinality, groupWidth}: FormChoice): string {
  return `${cardinality}×${groupWidth}d`;
}

function captionOf(choice: FormChoice): string {
  const {images, size, channels} = formInput;
  const {parameters} = cost(equivalentForms(choice).grouped, [size, size, channels]);
  const count = parameters.toLocaleString("en");
  return `${templateOf(choice)}, from ${channels} channels to ${channels}: ${count} parameters in each form; ${images} images of ${size}×${size}`;
}

function liveText({executor, place}: Analysis<"equivalence">): string {
  const kernels = executor === "plan" ? "the course's own kernels" : "TensorFlow.js, operation by operation";
  return `measured in this browser, ${place.backend}, ${kernels}`;
}

/** The least difference of gradients that rounding does not explain. */
const flipped = 1e-4;

function notesOn(rows: readonly FormResult[]): string[] {
  const flip =
    "Where a ReLU gets what is 0 but for rounding, it may pass a gradient in one form and none in another: there are such places in this batch.";
  return [
    "Differences are the largest from form (c), relative to its largest value: sums of 32-bit numbers in another order.",
    ...(rows.some(({gradientDifference}) => gradientDifference > flipped) ? [flip] : []),
    "A pass is forward and backward; its time is of one device."
  ];
}
