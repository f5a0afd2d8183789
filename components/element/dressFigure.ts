import type {FrameQuery} from "../embed/frameQuery.js";
import {chosenTheme, decideTheme, type Theme} from "../embed/theme.js";

/** The sheets of all figures: one a text and theme. */
const sheets = new Map<string, CSSStyleSheet>();

/** Gives a figure in a *shadow* root the looks that it is asked for; nothing outside of the root is touched but its fonts. */
export function dressFigure(
  shadow: ShadowRoot,
  place: HTMLElement,
  asked: FrameQuery,
  {style, address}: {style: string; address: string}
): void {
  const theme = chosenTheme(asked.theme);
  shadow.adoptedStyleSheets = [sheetOf(style, theme)];
  const root = place.querySelector<HTMLElement>(".figure-root")!;
  root.dataset.controls = asked.controls;
  root.dataset.address = address;
  root.style.colorScheme = theme ?? "light dark";
  root.style.setProperty("--zoom", String(asked.scale ?? 1));
}

function sheetOf(style: string, theme: Theme | undefined): CSSStyleSheet {
  const key = `${theme} ${style}`;
  let sheet = sheets.get(key);
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  if (theme) decideTheme(sheet.cssRules, theme);
  if (sheets.size === 0) addFonts(sheet);
  sheets.set(key, sheet);
  return sheet;
}

/** A browser heeds no font of a shadow root's sheet, so the document is given them: it loads those that are used, by their names. */
function addFonts({cssRules}: CSSStyleSheet): void {
  for (const rule of cssRules) {
    if (!(rule instanceof CSSFontFaceRule)) continue;
    const said = (name: string) => rule.style.getPropertyValue(name) || undefined;
    const descriptors = Object.fromEntries(
      Object.entries(fontDescriptors).flatMap(([key, name]) => (said(name) ? [[key, said(name)]] : []))
    );
    const family = said("font-family")!.replace(/^["']|["']$/g, "");
    document.fonts.add(new FontFace(family, said("src")!, {...descriptors, display: "swap"}));
  }
}

/** What a font's face is told by, in a script and in a sheet. */
const fontDescriptors = {
  style: "font-style",
  weight: "font-weight",
  unicodeRange: "unicode-range",
  sizeAdjust: "size-adjust",
  ascentOverride: "ascent-override",
  descentOverride: "descent-override",
  lineGapOverride: "line-gap-override"
};
