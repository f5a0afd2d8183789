import {svgFile} from "../charts/exportFigure.js";
import {button} from "./button.js";
import {download} from "./download.js";

/** Returns a button that downloads the drawing in *figure*, as it is when it is pressed, as `NAME.svg`. */
export function svgButton(figure: HTMLElement, name: string): HTMLElement {
  return button("SVG", () => download(`${name}.svg`, svgFile(figure.querySelector("svg")!)), {
    label: `SVG of ${name}`,
    title: "Downloads the drawing"
  });
}
