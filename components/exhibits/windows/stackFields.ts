import {html} from "htl";
import {type Fault, faultsThrownBy} from "../../fields/fault.js";
import {button} from "../../widgets/button.js";
import {type FaultList, faultList} from "../../widgets/faultList.js";
import {type NumberField, numberField} from "../../widgets/labFields.js";
import {mostLayers, mostPixels, type StackLayer, type WindowStack, windowStack} from "./windowStack.js";

/** The fields by which a reader makes a stack. */
export interface StackFields {
  /** It emits "input". */
  readonly element: HTMLElement;
  readonly faults: FaultList;
  /** What they ask for, or what they last asked for without a fault. */
  readonly stack: WindowStack;
  set(layers: readonly StackLayer[], image: number): void;
}

let groups = 0; // for ids

/** Returns the fields of a stack: the image, and the window and the stride of each layer, of which there may be more or fewer. */
export function stackFields(first: readonly StackLayer[], image: number): StackFields {
  let stack = windowStack(first, image);
  let layers: {window: NumberField; stride: NumberField}[] = [];
  const faults = faultList(`stack-${++groups}-fault`);
  const imageField = numberField({
    ...{name: "image", label: "image", value: image, step: 1},
    ...{min: 1, max: mostPixels}
  });
  const rows = html`<div class="stack-rows"></div>`;
  const add = button("One more layer", () => resize([...asked(), {window: 3, stride: 1}]));
  const remove = button("One fewer", () => resize(asked().slice(0, -1)));
  const element = html`<div>
    ${rows}
    <div class="controls">${imageField.element} ${add} ${remove}</div>
    ${faults.element}
  </div>`;

  const asked = (): StackLayer[] =>
    layers.map(({window, stride}) => ({window: window.value, stride: stride.value}));

  function build(all: readonly StackLayer[]): void {
    layers = all.map(({window, stride}, i) => ({
      window: smallField(`window ${i + 1}`, window, "window"),
      stride: smallField(`stride ${i + 1}`, stride, "stride")
    }));
    rows.replaceChildren(
      ...layers.map(
        ({window, stride}, i) =>
          html`<div class="controls" role="group" aria-label=${`layer ${i + 1}`}>
            <span>layer ${i + 1}</span>${window.element}${stride.element}
          </div>`
      )
    );
  }

  function resize(all: readonly StackLayer[]): void {
    build(all);
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function read(): void {
    const found = tryStack();
    faults.show(found);
    for (const field of [imageField, ...layers.flatMap(({window, stride}) => [window, stride])])
      field.showFaults(found, faults.element.id);
    add.disabled = layers.length >= mostLayers;
    remove.disabled = layers.length <= 1;
  }

  function tryStack(): readonly Fault[] {
    return faultsThrownBy(() => {
      stack = windowStack(asked(), imageField.value);
    });
  }

  element.addEventListener("input", read);
  build(first);
  read();
  return {
    ...{element, faults},
    get stack() {
      return stack;
    },
    set(all, side) {
      imageField.value = side;
      resize(all);
    }
  };
}

function smallField(name: string, value: number, label: string): NumberField {
  return numberField({name, label, value, min: 1, max: mostPixels, step: 1});
}
