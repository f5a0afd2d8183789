import {html} from "htl";
import {kindKey} from "../../diagrams/weightBars.js";
import {type Fault, faultsThrownBy} from "../../fields/fault.js";
import type {Inception} from "../../network/zoo/googLeNet.js";
import {faultList} from "../../widgets/faultList.js";
import {fitted, likelyWidth} from "../../widgets/fitted.js";
import {numberField} from "../../widgets/labFields.js";
import {drawModule} from "./drawModule.js";
import {checkFilters, type ModuleBranches, moduleBranches, mostFilters} from "./moduleBranches.js";

/** What a module is asked for: its filters, and the channels of its input. */
export interface InceptionChoice {
  readonly filters: Inception;
  readonly channels: number;
}

/** Options of inceptionFigure. */
export interface InceptionFigureOptions extends InceptionChoice {
  /** Positions along a side. Defaults to 28. */
  size?: number;
}

const labels: Readonly<Record<keyof Inception | "channels", string>> = {
  channels: "channels in",
  ones: "1×1",
  threesReduce: "before 3×3",
  threes: "3×3",
  fivesReduce: "before 5×5",
  fives: "5×5",
  poolProjection: "after the pool"
};

/** The drawings take no more room than this, in pixels. */
const widest = 720;
let figures = 0; // for ids

/**
 * Returns an Inception module with reductions and without, as tubes as thick as their weights, to one scale, for filters that a
 * reader chooses; below stand the sums. Its value is an InceptionChoice; it emits "input".
 *
 * Throws faults of filters that are no integers from 1 to 1024. Source: Szegedy et al. 2015 (arXiv:1409.4842), Fig. 2.
 */
export function inceptionFigure({
  filters,
  channels,
  size = 28
}: InceptionFigureOptions): HTMLElement & {value: InceptionChoice} {
  checkFilters(filters, channels);
  let value: InceptionChoice = {filters, channels};
  const range = {min: 1, max: mostFilters, step: 1};
  const fields = Object.entries(labels).map(([name, label]) =>
    numberField({name, label, value: {...filters, channels}[name as keyof Inception], ...range})
  );
  const faults = faultList(`inception-${++figures}-fault`);
  const drawings = html`<div></div>`;
  const sums = html`<div></div>`;
  let width = likelyWidth(widest);

  function read(): readonly Fault[] {
    const asked = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const {channels: given, ...others} = asked;
    return faultsThrownBy(() => {
      checkFilters(others as unknown as Inception, given);
      value = {filters: others as unknown as Inception, channels: given};
    });
  }

  function draw(): void {
    const {reduced, naive} = moduleBranches(value.filters, [size, size, value.channels]);
    const all = [...naive.branches, ...reduced.branches].flat();
    const most = Math.max(...all.map(({weights}) => weights));
    drawings.replaceChildren(
      drawModule(naive, {width, most, title: "without reductions"}),
      drawModule(reduced, {width, most, title: "with reductions"})
    );
    sums.replaceChildren(sumTable(naive, reduced));
  }

  function show(): void {
    const found = read();
    faults.show(found);
    for (const field of fields) field.showFaults(found, faults.element.id);
    if (found.length === 0) draw();
  }

  const element = html`<div class="run inception" role="group" aria-label="An Inception module">
    <div class="controls">${fields.map((field) => field.element)}</div>
    ${faults.element}${kindKey(["one", "three", "five"])}${drawings}${sums}
  </div>`;
  element.addEventListener("input", show);
  show();
  fitted(drawings, (room) => ((width = room), draw()), {most: widest});
  return Object.defineProperty(element, "value", {get: () => value}) as HTMLElement & {
    value: InceptionChoice;
  };
}

function sumTable(naive: ModuleBranches, reduced: ModuleBranches): HTMLElement {
  const number = (count: number) => count.toLocaleString("en");
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const rows: [string, number, number][] = [
    ["weights of 1×1, 3×3, 5×5", naive.windowed, reduced.windowed],
    ["with the pool’s projection", naive.windowed + naive.projection, reduced.windowed + reduced.projection],
    ["multiply–adds of all", naive.multiplyAdds, reduced.multiplyAdds]
  ];
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Sums of the module">
    <table class="count-table">
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="number">without</th>
          <th scope="col" class="number">with</th>
          <th scope="col" class="number">share</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, without, with_]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="number">${number(without)}</td>
              <td class="number">${number(with_)}</td>
              <td class="number">${share(with_, without)}</td>
            </tr>`
        )}
      </tbody>
    </table>
  </div>`;
}
