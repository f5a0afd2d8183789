import {html} from "htl";
import {type Fault, FaultError, faultsThrownBy} from "../../fields/fault.js";
import {isPlain, networkIdentity} from "../../network/identity.js";
import {type NamedNetwork, namedNetwork, networkOptions} from "../../network/named.js";
import type {NamedOptions} from "../../network/networkFields.js";
import {faultList} from "../../widgets/faultList.js";
import {numberField} from "../../widgets/labFields.js";
import {markFault} from "../../widgets/markFault.js";

/** A network that a reader has chosen, and how it was asked for. */
export interface ChosenNetwork extends NamedNetwork {
  readonly options: NamedOptions;
}

/** Fields by which a network is chosen. Their element emits "input". */
export interface WalkNetwork {
  readonly element: HTMLElement;
  /** What the fields ask for, or last asked for without a fault. */
  readonly value: ChosenNetwork;
  /** Chooses a network by its name, as a reader would. */
  choose(name: string): void;
}

/** What is offered; any other name can be typed. */
const offered: Readonly<Record<string, string>> = {
  resnet18: "ResNet-18",
  resnet34: "ResNet-34",
  resnet50: "ResNet-50",
  resnet101: "ResNet-101",
  resnet152: "ResNet-152",
  resnext50_32x4d: "ResNeXt-50, 32×4d",
  "plain-34": "plain-34",
  vgg16: "VGG-16",
  vgg19: "VGG-19",
  "cifar-resnet-20": "ResNet-20, for CIFAR-10",
  "cifar-resnet-56": "ResNet-56, for CIFAR-10"
};

const other = "other";

/** The largest image that is asked for, in pixels a side. */
const mostSide = 512;
let groups = 0; // for ids

/** Returns fields for a network, the side of its image and its shortcuts. Faults are shown at the field that they are about. */
export function walkNetwork(name: string): WalkNetwork {
  let chosen = choose(name, {});
  const faults = faultList(`walk-network-${++groups}-fault`);
  const select = html`<select>
    ${Object.entries(offered).map(([value, text]) => html`<option value=${value} selected=${value === name}>${text}</option>`)}
    <option value=${other}>another …</option>
  </select>` as HTMLSelectElement;
  const text = html`<input
    type="text"
    value=${name}
    size="16"
    spellcheck="false"
    autocomplete="off"
  />` as HTMLInputElement;
  const named = html`<label hidden>its name ${text}</label>`;
  const size = numberField({
    name: "size",
    label: "image",
    value: chosen.input[0],
    min: 1,
    max: mostSide,
    step: 1
  });
  const shortcuts = html`<select>
    <option value="">the network’s own</option>
    ${["A", "B", "C"].map((option) => html`<option value=${option}>option ${option}</option>`)}
  </select>` as HTMLSelectElement;
  const shortcut = html`<label>shortcuts ${shortcuts}</label>`;
  const element = html`<div>
    <div class="controls"><label>network ${select}</label>${named}${size.element}${shortcut}</div>
    ${faults.element}
  </div>`;

  const asked = () => (select.value === other ? text.value.trim() : select.value);

  /** Another network begins with the image and the shortcuts of its family. */
  function renew(): void {
    named.hidden = select.value !== other;
    const found = faultsThrownBy(() => {
      size.value = namedNetwork(asked()).input[0];
      shortcuts.value = "";
    });
    if (found.length === 0) read();
    else show(found);
  }

  function read(): void {
    show(
      faultsThrownBy(() => {
        const own = size.fault();
        if (own) throw new FaultError([own]);
        const option = shortcuts.value as NonNullable<NamedOptions["shortcut"]> | "";
        chosen = choose(asked(), {size: size.value, ...(option && {shortcut: option})});
      })
    );
  }

  function show(found: readonly Fault[]): void {
    faults.show(found);
    size.showFaults(found, faults.element.id);
    const unknown = found.some(({field}) => field !== "size" && field !== "shortcut");
    markFault(select.value === other ? text : select, unknown && faults.element.id);
    shortcut.hidden =
      !networkOptions(chosen.name).includes("shortcut") || isPlain(networkIdentity(chosen.name));
  }

  select.addEventListener("input", renew);
  text.addEventListener("input", renew);
  for (const field of [size.element, shortcuts]) field.addEventListener("input", read);
  show([]);
  return {
    element,
    get value() {
      return chosen;
    },
    choose(name) {
      select.value = name in offered ? name : other;
      text.value = name;
      renew();
    }
  };
}

function choose(name: string, options: NamedOptions): ChosenNetwork {
  return {...namedNetwork(name, options), options};
}
