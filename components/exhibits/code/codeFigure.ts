import {html} from "htl";
import {codeText} from "../../code/listing.js";
import {toPyTorch} from "../../code/toPyTorch.js";
import {toTypeScript} from "../../code/toTypeScript.js";
import {networkDiagram} from "../../diagrams/networkDiagram.js";
import {faultsThrownBy} from "../../fields/fault.js";
import {cost} from "../../network/cost.js";
import type {Expression} from "../../network/expression.js";
import {groupShapes, type Volume, volumeText} from "../../network/shapes.js";
import {button} from "../../widgets/button.js";
import {download} from "../../widgets/download.js";
import {faultList} from "../../widgets/faultList.js";
import {codeFields} from "./codeFields.js";
import {codeListing} from "./codeListing.js";
import {layerCount, layerCountText} from "./layerCount.js";
import {linkParts} from "./partLinks.js";

const input: Volume = [224, 224, 3];
let figures = 0; // for ids

/**
 * Returns the class of a ResNet in PyTorch and in the course's words, and its diagram: a line lights the boxes that it makes, a
 * box its lines. All follow what a reader sets, and say what is wrong with it. Its value is the network; it emits "input".
 */
export function codeFigure(): HTMLElement & {value: Expression} {
  const fields = codeFields();
  const faults = faultList(`code-${++figures}-fault`);
  const count = html`<p class="status" role="status"></p>`;
  const listings = html`<div class="listings"></div>`;
  const place = html`<div></div>`;
  let network = fields.network();
  const python = () => toPyTorch(network, {name: `resnet${fields.depth}`});

  function draw(): void {
    count.textContent = countText(network);
    listings.replaceChildren(
      codeListing("In PyTorch", python()),
      codeListing("In the course’s words", toTypeScript(network))
    );
    const options = {label: `ResNet-${fields.depth}`, open: ["layer2", "layer2.0"]};
    place.replaceChildren(networkDiagram(network, input, options));
  }

  function show(): void {
    const own = fields.all.flatMap((field) => field.fault() ?? []);
    const found = own.length > 0 ? own : faultsThrownBy(() => void (network = fields.network()));
    faults.show(found);
    for (const field of fields.all) field.showFaults(found, faults.element.id);
    if (found.length === 0) draw();
  }

  const save = button("Save the listing", () =>
    download(`resnet${fields.depth}.py`, new Blob([codeText(python())], {type: "text/x-python"}))
  );
  const element = html`<div class="run code-figure" role="group" aria-label="A ResNet in code">
    <div class="controls">${fields.all.map((field) => field.element)}</div>
    ${faults.element}${count}${listings}
    <div class="controls">${save}</div>
    ${place}
  </div>`;
  element.addEventListener("input", show);
  linkParts(element);
  draw();
  return Object.defineProperty(element, "value", {get: () => network}) as HTMLElement & {value: Expression};
}

/** The layers as a sum, the parameters, and the volume that each layer gives. */
function countText(network: Expression): string {
  const {parameters, multiplyAdds} = cost(network, input);
  const volumes = groupShapes(network, input)
    .filter(({name}) => /^layer\d$/.test(name))
    .map(({name, output}) => `${name} ${volumeText(output)}`);
  const costs = `${parameters.toLocaleString("en")} parameters, ${multiplyAdds.toLocaleString("en")} multiply–adds.`;
  return `${layerCountText(layerCount(network))} ${costs} Volumes: ${volumes.join(", ")}.`;
}
