import {html} from "htl";
import type {Height} from "../charts/landscape.js";
import {landscapePanel, landscapePanels, leastBesideSurface} from "../charts/landscapePanel.js";
import {firstLandscape, type LandscapeRecording} from "../charts/landscapeRecording.js";
import {landscapeTable} from "../charts/landscapeTable.js";
import {isPlain, toIdentity} from "../network/identity.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {choiceField} from "../widgets/labFields.js";
import {stopSlider} from "../widgets/stopSlider.js";
import {turnedView} from "./turnedView.js";

/** Options of landscapeZoom. */
export interface LandscapeZoomOptions {
  recording: LandscapeRecording;
  /** The promise of the cell that holds it. */
  invalidation?: Promise<unknown>;
}

/**
 * Returns the landscapes of a plain and a residual network where training begins: depths and zoom by sliders, loss or error,
 * as surfaces that can be turned, or as maps.
 */
export function landscapeZoom({recording, invalidation}: LandscapeZoomOptions): HTMLElement {
  const nets = recording.networks.map(({net}) => net);
  const ranges = recording.networks[0].first.map(({range}) => range);
  const depths = (plain: boolean) => nets.filter((net) => isPlain(toIdentity(net)) === plain).sort(byDepth);
  const zoom = stopSlider({label: "Zoom", stops: ranges, value: 0.02, text: (range) => `±${range}`});
  const plain = depthSlider("Plain", depths(true));
  const residual = depthSlider("Residual", depths(false));
  const height = choiceField({name: "height", label: "Height", options: {loss: "loss", error: "error"}});
  const shape = choiceField({name: "shape", label: "Shown as", options: {surface: "surfaces", map: "maps"}});
  const turned = turnedView(() => show());
  const figure = html`<div class="lab-figure"></div>`;
  const numbers = html`<div></div>`;
  let width = likelyWidth();

  function show(): void {
    const of = height.value as Height;
    const asSurface = shape.value === "surface";
    turned.element.hidden = !asSurface;
    const rows = [plain.value, residual.value].map((net) => ({
      net,
      landscape: firstLandscape(recording, net, zoom.value)
    }));
    const view = asSurface ? turned.view : undefined;
    const panel = ({net, landscape}: (typeof rows)[number], each: number) =>
      landscapePanel(net, landscape, {width: each, height: of, view});
    figure.replaceChildren(landscapePanels(rows, panel, width, {leastBeside: leastBesideSurface}));
    figure.classList.toggle("turnable", asSurface);
    numbers.replaceChildren(landscapeTable(rows, of));
  }

  const element = html`<div class="run lab" role="group" aria-label="Closer, and farther">
    <div class="controls">${zoom.element}${plain.element}${residual.element}</div>
    <div class="controls">${height.element}${shape.element}</div>
    ${figure} ${turned.element}
    <details>
      <summary>The numbers</summary>
      ${numbers}
    </details>
  </div>`;
  turned.turnBy(figure);
  for (const control of [zoom, plain, residual, height, shape])
    control.element.addEventListener("input", show);
  show();
  const resized = fitted(figure, (room) => ((width = room), show()));
  invalidation?.then(() => resized.disconnect());
  return element;
}

function depthSlider(label: string, nets: readonly string[]) {
  const text = (net: string) => `${toIdentity(net).depth} layers`;
  return stopSlider({label, stops: nets, value: nets.find((net) => /-56$/.test(net)) ?? nets[0], text});
}

function byDepth(one: string, other: string): number {
  return toIdentity(one).depth! - toIdentity(other).depth!;
}
