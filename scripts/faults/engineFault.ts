/** The longest message that a reader is shown. */
const mostLetters = 1_000;

/** How the JavaScript engine words errors that no code has written for readers. */
const engineWords =
  /is not a function|is not defined|is not iterable|is not a constructor|Cannot (?:read|set|convert|destructure|use|mix|create)|null or undefined|Invalid (?:array|typed array|string|count|date|time)|Maximum call stack|out of memory|Assertion|Unexpected (?:token|end) .*JSON|in JSON at|of empty array|circular structure|offset is out of bounds|allocation failed|regular expression/i;

/**
 * Returns what is wrong with an *error* that reached a reader: it is the engine's own, or endless; undefined if it is a fault in words
 * for readers.
 */
export function engineFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return `thrown: ${String(error).slice(0, 100)}`;
  const {name, message} = error;
  if (message === "") return `${name} without a message`;
  if (message.length > mostLetters) return `${name} of ${message.length} letters: ${message.slice(0, 100)}`;
  return name === "ReferenceError" || engineWords.test(message) ? `${name}: ${message}` : undefined;
}
