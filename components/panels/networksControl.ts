import {html} from "htl";
import {networkIdentity} from "../network/identity.js";

/** What networks are chosen with. */
export interface NetworksControl {
  element: HTMLElement;
  /** The field that a fault is shown at. */
  input: HTMLInputElement;
  /** Returns the names of the networks. */
  value(): string[];
}

const byDepthFamilies: readonly string[] = ["cifar-plain", "cifar-resnet"];

/** Returns checkboxes and depths if *names* are plain and residual networks of the same depths, else a list of names. */
export function networksControl(names: readonly string[]): NetworksControl {
  const networks = names.map((name) => networkIdentity(name));
  const families = [...new Set(networks.map(({family = ""}) => family))];
  const depths = [...new Set(networks.map(({depth}) => String(depth)))];
  const product = families.flatMap((family) => depths.map((depth) => `${family}-${depth}`));
  return families.every((family) => byDepthFamilies.includes(family)) && product.join() === names.join()
    ? byDepth(families, depths)
    : byName(names);
}

function byName(names: readonly string[]): NetworksControl {
  const input = html`<input
    type="text"
    data-setting="nets"
    size="48"
    value=${names.join(",")}
    spellcheck="false"
  />` as HTMLInputElement;
  return {element: html`<label>Networks ${input}</label>`, input, value: () => listed(input.value)};
}

function byDepth(families: string[], depths: string[]): NetworksControl {
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
  const boxes = [box("cifar-plain", "plain"), box("cifar-resnet", "residual")];
  const element = html`<fieldset>
    <legend>Networks</legend>
    ${boxes} <label>with depths ${input}</label>
  </fieldset>`;
  const value = () => {
    const chosen = boxes.map((label) => label.querySelector("input")!).filter(({checked}) => checked);
    return chosen.flatMap((box) => listed(input.value).map((depth) => `${box.value}-${depth}`));
  };
  return {element, input, value};
}

function listed(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
