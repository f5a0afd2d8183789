import {html} from "htl";
import {svgElement} from "../../diagrams/svgElement.js";
import {volumeText} from "../../network/shapes.js";
import {button} from "../../widgets/button.js";
import {faultList} from "../../widgets/faultList.js";
import {numberField} from "../../widgets/labFields.js";
import {exampleMaps, type HeadMaps, type HeadOutput, headOutputs} from "./headOutputs.js";

let figures = 0; // for ids

/**
 * Returns ten activation maps and what three heads make of them: outputs, shapes and weights. A reader chooses the window of the
 * average pooling. Its value is that window; it emits "input".
 */
export function headsFigure({window = 3}: {window?: number} = {}): HTMLElement & {value: number} {
  let seed = 1;
  let maps = exampleMaps(seed);
  let value = window;
  const [most] = maps.shape;
  const field = numberField({name: "window", label: "window", value: window, min: 1, max: most, step: 1});
  const faults = faultList(`heads-${++figures}-fault`);
  const rows = html`<div></div>`;

  function show(): void {
    const fault = field.fault();
    faults.show(fault ? [fault] : []);
    field.showFaults(fault ? [fault] : [], faults.element.id);
    if (fault) return;
    value = field.value;
    rows.replaceChildren(
      mapsRow(`ten maps, ${volumeText(maps.shape)}`, maps),
      ...headOutputs(maps, value).map(headRow)
    );
  }

  const other = button("Other maps", () => {
    maps = exampleMaps(++seed);
    show();
  });
  const element = html`<div class="run" role="group" aria-label="Three heads">
    <div class="controls">${field.element} ${other}</div>
    ${faults.element}${rows}
  </div>`;
  element.addEventListener("input", show);
  show();
  return Object.defineProperty(element, "value", {get: () => value}) as HTMLElement & {value: number};
}

function headRow({title, output, parameters}: HeadOutput): HTMLElement {
  const count = output.values.length;
  const weights = parameters === 0 ? "no weights" : `${parameters.toLocaleString("en")} parameters`;
  return mapsRow(`${title}: ${volumeText(output.shape)}, ${count} values, ${weights}`, output);
}

function mapsRow(text: string, maps: HeadMaps): HTMLElement {
  return html`<div class="head-row">
    <p>${text}</p>
    ${drawMaps(maps, text)}
  </div>`;
}

const [pitch, side] = [32, 27];

/** Maps in a row, each as large as the others, whatever its shape; the fuller the larger. */
function drawMaps({shape: [rows, columns, channels], values}: HeadMaps, label: string): SVGSVGElement {
  const most = Math.max(1e-6, ...values);
  const [high, wide] = [side / rows, side / columns];
  const cells = values.map((value, i) => {
    const [channel, row, column] = [
      Math.floor(i / (rows * columns)),
      Math.floor(i / columns) % rows,
      i % columns
    ];
    const place = {x: (channel * pitch + column * wide).toFixed(1), y: (row * high).toFixed(1)};
    const size = {width: (wide - 0.5).toFixed(1), height: (high - 0.5).toFixed(1)};
    return svgElement("rect", {
      class: "cell",
      ...place,
      ...size,
      "fill-opacity": (Math.max(0, value) / most).toFixed(2)
    });
  });
  const width = channels * pitch;
  return svgElement(
    "svg",
    {class: "mlp", width, height: side, viewBox: `0 0 ${width} ${side}`, role: "img", "aria-label": label},
    ...cells
  );
}
