/** Attributes that say where something is drawn, and how large. */
const places = [
  "d",
  "points",
  "transform",
  "x",
  "y",
  "x1",
  "x2",
  "y1",
  "y2",
  "cx",
  "cy",
  "r",
  "width",
  "height"
];

/** Digits that count. A place in a drawing of 1,000 pixels is off by a twentieth of a pixel at most. */
const digits = 5;

/** Shortens the numbers that say where the SVG *elements* are, of which scales write many times more digits than are seen. */
export function shortenNumbers(elements: readonly Element[]): void {
  for (const element of elements) {
    if (element.namespaceURI !== "http://www.w3.org/2000/svg") continue;
    for (const name of places) {
      const value = element.getAttribute(name);
      if (value?.includes(".")) element.setAttribute(name, shortNumbers(value));
    }
  }
}

/** Returns *text* with its decimals rounded. */
export function shortNumbers(text: string): string {
  return text.replace(/\d+\.\d+(e[-+]?\d+)?/g, (number) =>
    String(Number(Number(number).toPrecision(digits)))
  );
}
