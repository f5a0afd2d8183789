import {JSDOM} from "jsdom";
import subsetFont from "subset-font";

/**
 * A script that makes a page read the parts of formulaFaces at once: a browser reads what is written into a rule, too, only
 * when text is laid out in it, and may paint before.
 */
export const readFaces =
  'document.fonts.forEach((face) => face.family.startsWith("KaTeX") && face.unicodeRange !== "U+0-10FFFF" && face.load())';

/** Faces that formulas hardly use: their files come when one does. */
const isRare = (face: string) => /font-weight:700|KaTeX_Main"?;font-style:italic/.test(face);

/**
 * Returns the *faces* of KaTeX's fonts for a page with this *html*: each as it is, and after it its part for the characters
 * of the page's formulas, written into the rule. So formulas stand before the first paint as they stay, and a file is
 * asked for only by a formula that comes later, with other characters. *read* returns the font of a file.
 */
export async function formulaFaces(
  faces: readonly string[],
  html: string,
  read: (file: string) => Promise<Buffer>
): Promise<string> {
  const text = formulaText(html);
  if (text === "") return faces.join("");
  const parts = await Promise.all(
    faces.filter((face) => !isRare(face)).map((face) => partOf(face, text, read))
  );
  return [...faces, ...parts].join("");
}

/** Returns each character that a page's formulas show, once. */
function formulaText(html: string): string {
  const formulas = JSDOM.fragment(html).querySelectorAll(".katex-html");
  return [...new Set([...formulas].map(({textContent}) => textContent).join(""))].sort().join("");
}

/** Of faces whose ranges overlap, a browser takes the last. */
async function partOf(face: string, text: string, read: (file: string) => Promise<Buffer>): Promise<string> {
  const [url, file] = /url\(([^)]+)\)/.exec(face)!;
  const font = await subsetFont(await read(file), text, {targetFormat: "woff2"});
  const range = [...text].map((one) => `U+${one.codePointAt(0)!.toString(16)}`).join(",");
  return face
    .replace(url, `url(data:font/woff2;base64,${font.toString("base64")})`)
    .replace(/;?\}$/, `;unicode-range:${range}}`);
}
