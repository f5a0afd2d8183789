/** A line of a listing, and the parts of the network that it makes. */
export interface CodeLine {
  readonly text: string;
  /** Patterns of names, such as `layer*.*.conv2`: a star is any one label or its number. */
  readonly parts: readonly string[];
}

/** A line as it is written: its text, then, behind `§`, what it makes. False where it is left out. */
export type WrittenLine = string | false | undefined;

/** Returns *written* lines, each *indent* spaces further in. */
export function listing(written: readonly WrittenLine[], indent = 0): CodeLine[] {
  return written
    .filter((line): line is string => typeof line === "string")
    .map((line) => {
      const [text, parts = ""] = line.split("§");
      return {
        text: text.trim() === "" ? "" : " ".repeat(indent) + text.trimEnd(),
        parts: parts.split(" ").filter((part) => part !== "")
      };
    });
}

/** Returns the text of *lines*. */
export function codeText(lines: readonly CodeLine[]): string {
  return `${lines.map(({text}) => text).join("\n")}\n`;
}

/** Returns whether a *pattern* means the part called *name*, something in it, or something that it is in. */
export function meansPart(pattern: string, name: string): boolean {
  const [wanted, own] = [pattern.split("."), name.split(".")];
  return wanted.slice(0, own.length).every((label, i) => i >= own.length || matches(label, own[i]));
}

function matches(pattern: string, label: string): boolean {
  return pattern.endsWith("*") ? label.startsWith(pattern.slice(0, -1)) : pattern === label;
}
