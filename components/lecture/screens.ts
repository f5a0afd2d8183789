/** What a class sees at a time. */
export interface Screen {
  title: string;
  /** The parts of the page that are on the screen, its heading first. */
  parts: readonly Element[];
  /** What the page says of them, for the lecturer. */
  notes: readonly Element[];
}

const heading = "h1, h2, h3";

/** What fills a screen by itself; so does what has an exercise or a figure in it. */
const stage = "figure, .figures, .beside, .notice, editable-cell, [data-embed], section";

/**
 * Returns the screens of a page, in order: of each section its heading with the text below it, then every figure, list, exercise
 * and cell alone. What stands between those is notes. Controls of cells that stand before a figure are on its screen.
 */
export function screensOf(main: Element): Screen[] {
  const screens: {title: string; parts: Element[]; notes: Element[]}[] = [];
  let head: Element | undefined;
  let controls: Element[] = [];
  for (const part of main.children) {
    const last = screens.at(-1);
    if (part.matches(heading)) {
      head = part;
      screens.push({title: textOf(part), parts: [part], notes: []});
    } else if (fillsScreen(part)) {
      screens.push({title: textOf(head), parts: [...(head ? [head] : []), ...controls, part], notes: []});
      controls = [];
    } else if (part.querySelector("button, input, select")) controls.push(part);
    else if (last && textOf(part) !== "") {
      last.notes.push(part);
      if (!last.parts.some(fillsScreen)) last.parts.push(part);
    }
  }
  return screens;
}

/** Whether a *part* of a page fills a screen by itself, but for its heading. */
function fillsScreen(part: Element): boolean {
  return part.matches(stage) || part.querySelector("[data-exercise], [data-embed]") !== null;
}

function textOf(part: Element | undefined): string {
  return part?.textContent?.trim() ?? "";
}
