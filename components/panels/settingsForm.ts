import {html} from "htl";
import {fourNetworks} from "../experiment/fourNetworks.js";

/** A form whose value is a query, as experimentFromQuery reads it. It emits "input". */
export interface SettingsForm extends HTMLElement {
  value: URLSearchParams;
  /** Marks the fields that *faults* speak of, and says what is wrong beside them; none clears. */
  showFaults(faults: readonly string[]): void;
  /** Sets one field, such as the seed, without an event. */
  set(key: string, value: string): void;
}

/** A field's key in the query, how it is shown, and the word its faults begin with if it is not the key. */
interface Field {
  key: string;
  label: string;
  input: (value: string) => HTMLElement;
  faultName?: string;
}

const number =
  (min: number, max: number, step = "1") =>
  (value: string) =>
    html`<input type="number" min=${min} max=${max} step=${step} value=${value} />`;

const select = (options: Record<string, string>) => (value: string) =>
  html`<select>
    ${Object.entries(options).map(([key, text]) => html`<option value=${key} selected=${key === value}>${text}</option>`)}
  </select>`;

const flag = select({"0": "no", "1": "yes"});

const fields: (Field & {standard: string})[] = [
  {
    key: "dataset",
    label: "Images",
    standard: "shapes",
    input: select({shapes: "Shapes-10", cifar10: "CIFAR-10"})
  },
  {key: "size", label: "Size", standard: "16", input: select({"16": "16×16", "32": "32×32"})},
  {key: "width", label: "Width", standard: "8", input: number(1, 256)},
  {
    key: "shortcut",
    label: "Shortcut",
    standard: "A",
    input: select({A: "option A", B: "option B", C: "option C"})
  },
  {
    key: "block",
    label: "Block",
    standard: "basic",
    input: select({basic: "basic", bottleneck: "bottleneck"})
  },
  {key: "cardinality", label: "Cardinality", standard: "1", input: number(1, 256)},
  {key: "steps", label: "Steps", standard: "200", input: number(1, 100_000)},
  {key: "seed", label: "Seed", standard: "1", input: number(0, 4_294_967_295)},
  {key: "batch", label: "Batch", standard: "64", input: number(1, 1024)},
  {key: "rate", label: "Learning rate", standard: "0.05", input: number(0, 10, "any")},
  {key: "zeroInit", label: "Last γ starts at 0", standard: "0", input: flag},
  {key: "norm", label: "Batch norm", standard: "1", input: flag},
  {key: "augment", label: "Shift and mirror", standard: "0", input: flag},
  {key: "evaluate", label: "Test every", standard: "25", input: number(1, 100_000)},
  {
    key: "backend",
    label: "Trains on",
    standard: "auto",
    input: select({
      auto: "the fastest that works",
      webgpu: "WebGPU",
      wasm: "WebAssembly",
      webgl: "WebGL",
      "webgpu-software": "WebGPU, software",
      cpu: "JavaScript"
    })
  },
  {
    key: "path",
    label: "By",
    standard: "plan",
    input: select({plan: "our own kernels", reference: "TensorFlow.js, operation by operation"})
  }
];

let forms = 0; // for ids

/** Returns a form that says what *query* says, with defaults for the rest. */
export function settingsForm(query: URLSearchParams): SettingsForm {
  const id = `settings-${++forms}`;
  const nets = netsControl(query.get("nets") ?? fourNetworks.join(","));
  const inputs = new Map(
    fields.map(({key, standard, input}) => [key, input(query.get(key) ?? standard) as HTMLInputElement])
  );
  const all = new Map<string, HTMLInputElement>([["nets", nets.input], ...inputs]);
  const faultList = html`<div id=${`${id}-faults`} class="message" role="alert" hidden></div>`;
  const form = html`<form class="settings" aria-label="Settings">
    <div class="controls">${nets.element}</div>
    <div class="controls">
      ${fields.map(({key, label}) => html`<label>${label} ${inputs.get(key)}</label>`)}
    </div>
    ${faultList}
  </form>`;
  form.onsubmit = (event) => event.preventDefault();

  function read(): URLSearchParams {
    const value = new URLSearchParams([...rest(query)]);
    if (nets.value() !== fourNetworks.join(",")) value.set("nets", nets.value());
    for (const {key, standard} of fields) {
      if (inputs.get(key)!.value !== standard) value.set(key, inputs.get(key)!.value);
    }
    return value;
  }

  function showFaults(faults: readonly string[]): void {
    faultList.hidden = faults.length === 0;
    faultList.replaceChildren(...faults.map((fault) => html`<div>${fault}</div>`));
    for (const [key, input] of all) {
      const wrong = faults.some(
        (fault) =>
          fault.startsWith(`invalid ${key}:`) ||
          (key === "nets" && /^(invalid depth|unknown network|invalid nets)/.test(fault))
      );
      if (wrong) {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", faultList.id);
      } else {
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
      }
    }
  }

  return Object.defineProperty(Object.assign(form, {showFaults, set}), "value", {
    get: read
  }) as unknown as SettingsForm;

  function set(key: string, value: string): void {
    inputs.get(key)!.value = value;
  }
}

/** What a query says beside the form's own fields: it stays as it was. */
function rest(query: URLSearchParams): [string, string][] {
  const own = new Set(["nets", "autoplay", ...fields.map(({key}) => key)]);
  return [...query].filter(([key]) => !own.has(key));
}

interface NetsControl {
  element: HTMLElement;
  /** The field that a fault is shown at. */
  input: HTMLInputElement;
  /** Names, joined by commas. */
  value(): string;
}

/** Depths and families if *nets* is their product, else a list of names. */
function netsControl(nets: string): NetsControl {
  const names = nets.split(",");
  const matches = names.map((name) => /^cifar-(plain|resnet)-(-?\d+)$/.exec(name));
  const families = [...new Set(matches.map((match) => match?.[1]))];
  const depths = [...new Set(matches.map((match) => match?.[2]))];
  const product = families.flatMap((family) => depths.map((depth) => `cifar-${family}-${depth}`));
  return matches.every(Boolean) && product.join() === names.join()
    ? byDepth(families as string[], depths as string[])
    : byName(nets);
}

function byName(nets: string): NetsControl {
  const input = html`<input type="text" size="48" value=${nets} spellcheck="false" />` as HTMLInputElement;
  return {element: html`<label>Networks ${input}</label>`, input, value: () => input.value};
}

function byDepth(families: string[], depths: string[]): NetsControl {
  const input = html`<input
    type="text"
    size="10"
    value=${depths.join(", ")}
    inputmode="text"
    spellcheck="false"
  />` as HTMLInputElement;
  const box = (family: string, text: string) =>
    html`<label
      ><input type="checkbox" value=${family} checked=${families.includes(family)} /> ${text}</label
    >`;
  const boxes = [box("plain", "plain"), box("resnet", "residual")];
  const element = html`<fieldset>
    <legend>Networks</legend>
    ${boxes} <label>with depths ${input}</label>
  </fieldset>`;
  const value = () => {
    const chosen = boxes.map((label) => label.querySelector("input")!).filter(({checked}) => checked);
    const numbers = input.value
      .split(",")
      .map((text) => text.trim())
      .filter((text) => text !== "");
    return chosen.flatMap((checkbox) => numbers.map((depth) => `cifar-${checkbox.value}-${depth}`)).join(",");
  };
  return {element, input, value};
}
