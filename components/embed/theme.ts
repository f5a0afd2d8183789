export type Theme = "light" | "dark";

/** Returns the theme that a link's *text* asks for; undefined leaves it to the reader's system. */
export function chosenTheme(text: string | null): Theme | undefined {
  return text === "light" || text === "dark" ? text : undefined;
}

/**
 * Shows the document as in one *theme*, whatever the reader's system prefers: rules for one scheme then hold always, those for
 * the other never. So no style is written twice.
 */
export function useTheme(theme: Theme, within: Document = document): void {
  within.querySelector("meta[name=color-scheme]")?.setAttribute("content", theme);
  for (const sheet of within.styleSheets) decideTheme(sheet.cssRules, theme);
}

/** Always, and never, as conditions that stand anywhere. */
const conditions = {always: "(min-width: 0)", never: "(max-width: 0)"};

/** Makes *rules* those of one *theme*, at any depth. */
export function decideTheme(rules: CSSRuleList, theme: Theme): void {
  for (const rule of rules) {
    const {media, cssRules} = rule as Partial<CSSMediaRule>;
    if (media?.mediaText.includes("prefers-color-scheme"))
      media.mediaText = media.mediaText.replace(/\(prefers-color-scheme: *(\w+)\)/g, (_, scheme: string) =>
        scheme === theme ? conditions.always : conditions.never
      );
    if (cssRules) decideTheme(cssRules, theme);
  }
}
