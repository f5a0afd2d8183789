import {html} from "htl";
import {kindKey, weightBars} from "../../diagrams/weightBars.js";
import type {Fault} from "../../fields/fault.js";
import {type Expression, sequence} from "../../network/expression.js";
import {conv} from "../../network/leaf.js";
import {faultList} from "../../widgets/faultList.js";
import {numberField} from "../../widgets/labFields.js";

/** What a reader chooses: channels outside of a bottleneck, and inside. */
export interface Reduction {
  readonly channels: number;
  readonly reduced: number;
}

const most = 4096;
let figures = 0; // for ids

/** Returns a bottleneck: 1×1 down to **reduced** channels, 3×3 there, and 1×1 up again; without biases and normalization. */
export function bareBottleneck({channels, reduced}: Reduction): Expression {
  return sequence(conv(reduced, 1), conv(reduced, 3), conv(channels, 1));
}

/**
 * Returns the weights of a bottleneck beside those of two 3×3 convolutions of as many channels, as bars to one scale, for
 * channels that a reader chooses. Its value is a Reduction; it emits "input".
 */
export function reductionFigure({channels = 256, reduced = 64}: Partial<Reduction> = {}): HTMLElement & {
  value: Reduction;
} {
  const range = {min: 1, max: most, step: 1};
  const fields = [
    numberField({name: "channels", label: "channels", value: channels, ...range}),
    numberField({name: "reduced", label: "reduced to", value: reduced, ...range})
  ];
  const faults = faultList(`reduction-${++figures}-fault`);
  const bars = html`<div></div>`;
  let value: Reduction = {channels, reduced};

  function show(): void {
    const found = fields.map((field) => field.fault()).filter((fault): fault is Fault => fault !== undefined);
    faults.show(found);
    for (const field of fields) field.showFaults(found, faults.element.id);
    if (found.length > 0) return;
    value = {channels: fields[0].value, reduced: fields[1].value};
    bars.replaceChildren(reductionBars(value));
  }

  const element = html`<div class="run" role="group" aria-label="What 1×1 convolutions save">
    <div class="controls">${fields.map((field) => field.element)}</div>
    ${faults.element}${kindKey(["one", "three"])}${bars}
  </div>`;
  element.addEventListener("input", show);
  show();
  return Object.defineProperty(element, "value", {get: () => value}) as HTMLElement & {value: Reduction};
}

function reductionBars(reduction: Reduction): HTMLElement {
  const {channels} = reduction;
  const input = [56, 56, channels] as const;
  return weightBars([
    {title: "bottleneck", expression: bareBottleneck(reduction), input},
    {title: "two 3×3", expression: sequence(conv(channels, 3), conv(channels, 3)), input}
  ]);
}
