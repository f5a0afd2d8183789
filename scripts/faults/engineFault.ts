import {UnkeptPromise} from "./unkept.js";

/** The longest message that a reader is shown of one fault; several stand on lines of their own. */
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
  if (error instanceof UnkeptPromise) return message;
  if (message === "") return `${name} without a message`;
  const longest = Math.max(...message.split("\n").map(({length}) => length));
  if (longest > mostLetters) return `${name} of ${longest} letters: ${message.slice(0, 100)}`;
  if (name === "SyntaxError" && !/JSON/.test(message)) return undefined; // the words of a language, for who writes in it
  return name === "ReferenceError" || engineWords.test(message) ? `${name}: ${message}` : undefined;
}
