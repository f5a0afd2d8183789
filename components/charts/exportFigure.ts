/** Properties that a style sheet gives to a chart and that must travel with it. */
const properties = ["fill", "stroke", "font-family", "font-size", "font-weight", "color"] as const;

/**
 * Returns a chart as a file that stands alone: it contains the colours of the page's style sheet, on
 * the page's background.
 */
export function svgFile(chart: SVGSVGElement): Blob {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, i) => inline(element, originals[i]));
  copy.style.background = ground();
  for (const part of copy.querySelectorAll('[role="button"]'))
    // a file has nothing to press
    for (const name of ["role", "tabindex", "aria-expanded"]) part.removeAttribute(name);
  return new Blob([new XMLSerializer().serializeToString(copy)], {type: "image/svg+xml"});
}

/** The page's background: Framework gives it to the root element and leaves the body transparent. */
function ground(): string {
  const colors = [document.body, document.documentElement].map((of) => getComputedStyle(of).backgroundColor);
  return colors.find((color) => color !== "" && color !== "rgba(0, 0, 0, 0)") ?? "none";
}

/** Returns a chart as a PNG of **scale** pixels to one of the page; it defaults to 2. */
export async function pngFile(chart: SVGSVGElement, {scale = 2}: {scale?: number} = {}): Promise<Blob> {
  const {width, height} = chart.viewBox.baseVal;
  const image = new Image();
  const url = URL.createObjectURL(svgFile(chart));
  try {
    image.src = url;
    await image.decode();
  } finally {
    URL.revokeObjectURL(url);
  }
  const canvas = Object.assign(document.createElement("canvas"), {
    width: width * scale,
    height: height * scale
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
