import {svg} from "htl";
import {faceRules} from "./faceRules.js";
import {textWidth} from "./textWidth.js";

/** Properties that a style sheet gives to a chart and that must travel with it. */
const properties = ["fill", "stroke", "font-family", "font-size", "font-weight", "color"] as const;

/** Options of svgFile. */
export interface SvgFileOptions {
  /** Where the chart's data come from: a line below it. Defaults to none. */
  source?: string;
}

/**
 * Returns a chart as a file that stands alone: it contains the colours of the page's style sheet and its typeface, on the
 * page's background, and its source. Where the typeface cannot be read, its text is in one of the reader's system.
 */
export async function svgFile(chart: SVGSVGElement, {source = ""}: SvgFileOptions = {}): Promise<Blob> {
  const reading = faceRules(chart).catch(() => "");
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, i) => inline(element, originals[i]));
  copy.style.background = groundOf(chart);
  copy.style.height = ""; // a file may be shown in any size
  for (const part of copy.querySelectorAll('[role="button"]'))
    // a file has nothing to press
    for (const name of ["role", "tabindex", "aria-expanded", "aria-pressed"]) part.removeAttribute(name);
  copy.removeAttribute("tabindex");
  copy.querySelector(".crosshair")?.remove();
  if (source !== "") addSource(copy, source);
  const faces = await reading; // the page may draw another chart meanwhile
  if (faces !== "") copy.prepend(Object.assign(svg`<style></style>`, {textContent: faces}));
  return new Blob([new XMLSerializer().serializeToString(copy)], {type: "image/svg+xml"});
}

/**
 * The page's background: Framework gives it to the root element and leaves the body transparent. A figure that is an element of
 * somebody else's page has one of its own.
 */
function groundOf(chart: Element): string {
  const grounds = [chart.closest(".figure-root"), document.body, document.documentElement];
  const colors = grounds.map((of) => (of ? getComputedStyle(of).backgroundColor : ""));
  return colors.find((color) => color !== "" && color !== "rgba(0, 0, 0, 0)") ?? "none";
}

/** Writes *source* below a chart in small lines, and makes the chart so much higher. */
function addSource(chart: SVGSVGElement, source: string): void {
  const [left, top, width, height] = chart
    .getAttribute("viewBox")!
    .split(/[\s,]+/)
    .map(Number);
  const lines = wrapped(source, width - 2 * sourceLine.margin);
  const more = lines.length * sourceLine.height + sourceLine.margin;
  lines.forEach((line, i) => {
    const text = svg`<text x=${left + sourceLine.margin} y=${top + height + (i + 1) * sourceLine.height}>${line}</text>`;
    Object.assign(text.style, {fill: "currentColor", textAnchor: "start", fontSize: `${sourceLine.size}px`});
    chart.append(text);
  });
  chart.setAttribute("viewBox", `${left} ${top} ${width} ${height + more}`);
  if (chart.hasAttribute("height")) chart.setAttribute("height", String(height + more));
}

const sourceLine = {size: 11, height: 15, margin: 8};

/** Words in lines that are no wider than *width*. */
function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines[lines.length - 1]} ${word}`.trim();
    if (textWidth(line, sourceLine.size) > width) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}

/** Returns a chart as a PNG of **scale** pixels to one of the page; it defaults to 2. */
export async function pngFile(
  chart: SVGSVGElement,
  {scale = 2, ...options}: SvgFileOptions & {scale?: number} = {}
): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(await svgFile(chart, options));
  try {
    image.src = url;
    await image.decode();
  } finally {
    URL.revokeObjectURL(url);
  }
  const canvas = Object.assign(document.createElement("canvas"), {
    width: image.naturalWidth * scale,
    height: image.naturalHeight * scale
  });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser cannot write a PNG"))))
  );
}

function inline(element: SVGElement, original: SVGElement): void {
  if (element instanceof SVGStyleElement) return;
  const style = getComputedStyle(original);
  for (const property of properties) element.style.setProperty(property, style.getPropertyValue(property));
}
