import {html} from "htl";
import {netColor, netLabel} from "../charts/scales.js";
import type {TrainingClient} from "../client/client.js";
import type {BlockShape} from "../network/blockShapes.js";
import type {NetworkReference} from "../network/identity.js";
import {volumeText} from "../network/shapes.js";
import {button} from "../widgets/button.js";
import {lesionErrors} from "./lesionErrors.js";
import type {Specimen} from "./specimens.js";
import type {LesionStatistics} from "./statisticsChooser.js";

/** Options of blockSwitches. */
export interface BlockSwitchesOptions {
  /** All networks of the figure: they decide this one's colour. Defaults to itself alone. */
  nets?: readonly NetworkReference[];
  /** What normalizations go by. Defaults to "running". */
  statistics?: LesionStatistics;
  /** The promise of the cell that holds it; when it settles, the switches ask the worker nothing more. */
  invalidation?: Promise<unknown>;
}

/**
 * Returns a row of switches, one for each block of a trained network: switching a block off deletes it, and
 * shows the test error without it. A note below says what remains of deleted blocks that change the shape.
 */
export function blockSwitches(
  specimen: Specimen,
  client: TrainingClient,
  {nets = [specimen.net], statistics = "running", invalidation}: BlockSwitchesOptions = {}
): HTMLElement {
  const {blocks, net, recorded} = specimen;
  const name = netLabel(net);
  const errors = lesionErrors(specimen, client, {statistics, onFound: show, invalidation});
  const recordedError = recorded?.lesions[statistics].whole;
  const deleted = new Set<BlockShape>();
  const switches = blocks.map((block, i) =>
    blockSwitch(block, i + 1, () => turn([block], !deleted.has(block)))
  );
  const bar = html`<div></div>`;
  const result = html`<output></output>`;
  const note = html`<p class="status" role="status"></p>`;
  const namesOf = () => blocks.filter((block) => deleted.has(block)).map((block) => block.name);

  function turn(some: readonly BlockShape[], off: boolean): void {
    for (const block of some) {
      if (off) deleted.add(block);
      else deleted.delete(block);
    }
    blocks.forEach((block, i) => switches[i].setAttribute("aria-pressed", String(deleted.has(block))));
    note.textContent = notesOf(specimen, deleted).join(" ");
    show();
    void errors.find(namesOf).then((fault) => {
      if (fault) result.textContent = `not measured: ${fault.message}`;
    });
  }

  function show(): void {
    const error = errors.known(namesOf());
    const whole = deleted.size > 0 ? errors.known([]) : undefined;
    result.textContent = error === undefined ? "measuring …" : resultText(error, whole);
    if (error !== undefined) bar.style.width = `${100 * error}%`;
  }

  bar.style.background = netColor(net, nets);
  if (errors.known([]) !== undefined) show();
  else {
    result.textContent =
      recordedError === undefined ? "not measured yet" : `${percent(recordedError)} test error, recorded`;
    bar.style.width = `${100 * (recordedError ?? 0)}%`;
  }
  return html`<div class="switches" role="group" aria-label=${`Blocks of ${name}`}>
    <div class="switch-head"><strong>${name}</strong> ${result}</div>
    <div class="error-bar" aria-hidden="true">${bar}</div>
    <div class="controls">
      ${switches} ${button("Delete all", () => turn(blocks, true))}
      ${button("Put back", () => turn(blocks, false))}
    </div>
    ${note}
  </div>`;
}

/** A switch that is pressed while its block is deleted. */
function blockSwitch(
  {name, input, output, remains}: BlockShape,
  number: number,
  act: () => void
): HTMLElement {
  const element = button(String(number), act, {
    className: remains === "identity" ? "block" : "block reshaping",
    label: `delete block ${number}`,
    title: `${name}: ${volumeText(input)} to ${volumeText(output)}`
  });
  element.setAttribute("aria-pressed", "false");
  return element;
}

function resultText(error: number, whole: number | undefined): string {
  return whole === undefined
    ? `${percent(error)} test error`
    : `${percent(error)} test error, ${percent(whole)} with all blocks`;
}

/** Notes on the deleted blocks that leave something other than the identity. */
function notesOf({blocks, residual}: Specimen, deleted: ReadonlySet<BlockShape>): string[] {
  if (deleted.size === blocks.length)
    return [
      `All ${blocks.length} blocks are deleted: the first convolution, ${residual ? "the shortcuts" : "shortcuts in their places"} and the classifier are left.`
    ];
  return blocks.flatMap((block, i) => {
    if (!deleted.has(block) || block.remains === "identity") return [];
    const what = block.remains === "projection" ? "a projection" : paddingText(block);
    const whose = residual ? "its shortcut stays" : "a shortcut takes its place";
    return [
      `Block ${i + 1} changes the shape, ${volumeText(block.input)} to ${volumeText(block.output)}: ${whose}, ${what}.`
    ];
  });
}

/** The shortcut of option A, which may keep all positions: at the head of a first stage of bottlenecks. */
function paddingText({input, output}: BlockShape): string {
  const positions = input[0] === output[0] ? "every position" : "every second position";
  return `${positions}, with zeros for new channels`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
