/**
 * Returns the rules of the typeface in which a page shows *element*, for those of its files that are in use, with the files
 * written into them: text outside the page is then set as it is there. Without a typeface of the page's own it returns "".
 */
export async function faceRules(element: Element): Promise<string> {
  const [family] = getComputedStyle(element).fontFamily.split(",").map(unquoted);
  const used = [...(document.fonts ?? [])].filter(
    (face) => face.status === "loaded" && unquoted(face.family) === family
  );
  const root = element.getRootNode() as Partial<DocumentOrShadowRoot>; // or a chart that is nowhere
  const {styleSheets = document.styleSheets, adoptedStyleSheets = []} = root;
  const rules = [...styleSheets, ...adoptedStyleSheets]
    .flatMap(({cssRules}) => [...cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .filter(({style}) => used.some((face) => isOf(face, style)));
  return (await Promise.all(rules.map(withFile))).join("");
}

function unquoted(family: string): string {
  return family.trim().replace(/^["']|["']$/g, "");
}

function isOf(face: FontFace, style: CSSStyleDeclaration): boolean {
  return (
    unquoted(style.getPropertyValue("font-family")) === unquoted(face.family) &&
    style.getPropertyValue("unicode-range") === face.unicodeRange
  );
}

async function withFile({cssText}: CSSFontFaceRule): Promise<string> {
  const [url, path] = /url\("([^"]+)"\)/.exec(cssText)!;
  const file = await (await fetch(new URL(path, document.baseURI))).blob();
  return cssText.replace(url, `url("${await dataUrl(file)}")`);
}

function dataUrl(file: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error!);
    reader.readAsDataURL(file);
  });
}
