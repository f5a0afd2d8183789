import {button} from "./button.js";
import {download} from "./download.js";

/** Returns a button that downloads the drawing in *figure*, as it is when it is pressed, as `NAME.svg`. */
export function svgButton(figure: HTMLElement, name: string): HTMLElement {
  async function save(): Promise<void> {
    const {svgFile} = await import("../charts/exportFigure.js");
    download(`${name}.svg`, await svgFile(figure.querySelector("svg")!));
  }
  return button("SVG", save, {label: `SVG of ${name}`, title: "Downloads the drawing"});
}
