import {html} from "htl";
import type {Unravelled} from "../diagrams/unravel/unravel.js";
import type {Path} from "../diagrams/unravel/unravelPaths.js";
import {unravelWithTerms} from "../diagrams/unravel/unravelWithTerms.js";
import {basicBlock} from "../network/blocks/basicBlock.js";
import {bottleneck} from "../network/blocks/bottleneck.js";
import {type Expression, sequence} from "../network/expression.js";
import {mostBlocks} from "../network/pathLengths.js";
import {faultList} from "../widgets/faultList.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {choiceField, type LabField, numberField} from "../widgets/labFields.js";

/** What unravelLab shows. */
export interface UnravelChoice {
  /** Residual blocks, from 0 to 1,000. */
  blocks: number;
  /** Parallel transformations in each. */
  cardinality: number;
  /** The path that is lit: for each block whether its residual function is crossed. Null if none is. */
  path: Path | null;
}

type Network = Omit<UnravelChoice, "path">;

/** Options of unravelLab. */
export interface UnravelLabOptions {
  /** The promise of the cell that holds the laboratory; when it settles, the drawing follows its room no more. */
  invalidation?: Promise<unknown>;
}

let laboratories = 0; // for ids

/**
 * Returns the laboratory of paths: a network of as many residual blocks as a reader chooses, as a formula and as all its
 * paths, or their distribution if there are more than 6 blocks. Pressing a path lights it in both. Its value is an
 * UnravelChoice; it emits "input".
 */
export function unravelLab({invalidation}: UnravelLabOptions = {}): HTMLElement & {value: UnravelChoice} {
  const [blocksField, cardinalityField] = createFields();
  const told = faultList(`unravel-${++laboratories}-fault`);
  const figure = html`<div class="lab-figure"></div>`;
  let drawn: Unravelled | undefined;
  let width = likelyWidth();
  let chosen: Network = {blocks: NaN, cardinality: NaN};
  let crossed: readonly number[] | null = null; // the blocks of the lit path: it lasts while there are more and fewer

  function change(): void {
    const asked = {blocks: Number(blocksField.value), cardinality: Number(cardinalityField.value)};
    const wrong = blocksField.fault();
    const faults = wrong ? [wrong] : [];
    told.show(faults);
    blocksField.showFaults(faults, told.element.id);
    if (wrong || (asked.blocks === chosen.blocks && asked.cardinality === chosen.cardinality)) return;
    chosen = asked;
    show();
  }

  function show(): void {
    drawn = unravelWithTerms(networkOf(chosen), {
      ...{label: labelOf(chosen), width, path: pathThrough(crossed, chosen.blocks)},
      ravelled: figure.querySelector("[data-ravelled]") !== null
    });
    drawn.addEventListener("input", () => (crossed = blocksOn(drawn!.value)));
    figure.replaceChildren(drawn);
  }

  const controls = html`<div class="controls">${blocksField.element}${cardinalityField.element}</div>`;
  controls.addEventListener("input", change);
  change();
  const resized = fitted(figure, (room) => {
    width = room;
    show();
  });
  invalidation?.then(() => resized.disconnect());
  const element = html`<div class="run lab" role="group" aria-label="A network and its paths">
    ${controls}${told.element}${figure}
  </div>`;
  const value = (): UnravelChoice => ({...chosen, path: drawn!.value});
  return Object.defineProperty(element, "value", {get: value}) as HTMLElement & {value: UnravelChoice};
}

function createFields(): LabField[] {
  const cardinalities = [1, 2, 4, 8, 32].map(String);
  return [
    numberField({
      ...{name: "blocks", label: "Blocks", value: 3, min: 0, max: mostBlocks, step: 1}
    }),
    choiceField({
      ...{name: "cardinality", label: "Cardinality"},
      options: Object.fromEntries(cardinalities.map((text) => [text, text]))
    })
  ];
}

/** Blocks that add, and do nothing after that, as in the formula: basic ones, or those of ResNeXt-50's first stage. */
function networkOf({blocks, cardinality}: Network): Expression {
  const block =
    cardinality === 1
      ? basicBlock(16, 16, {preActivation: true})
      : bottleneck(256, 128, {cardinality, outChannels: 256, preActivation: true});
  return sequence(...Array.from({length: blocks}, () => block));
}

function labelOf({blocks, cardinality}: Network): string {
  const count = `${blocks.toLocaleString("en")} residual block${blocks === 1 ? "" : "s"}`;
  return cardinality === 1 ? count : `${count} of cardinality ${cardinality}`;
}

function blocksOn(path: Path | null): number[] | null {
  return path && path.flatMap((crosses, i) => (crosses ? [i] : []));
}

/** The path through *blocks* that crosses those of *crossed*, if they are all there. */
function pathThrough(crossed: readonly number[] | null, blocks: number): Path | null {
  if (!crossed?.every((i) => i < blocks)) return null;
  return Array.from({length: blocks}, (_, i) => crossed.includes(i));
}
