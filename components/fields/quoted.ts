import {unseen} from "./unseen.js";

/** Characters of a text from outside that are shown: it must not be taken for the site's own words, nor fill the page. */
const most = 60;

const allUnseen = new RegExp(unseen.source, "gu");

/** Returns the beginning of a *text* from outside in quotes, with what would not be seen of it by its code. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 2 * most + 2)];
  const short = characters.length > most || text.length > 2 * most + 2;
  const shown = characters.slice(0, most).join("");
  return JSON.stringify(withUnseen(shown) + (short ? "…" : ""));
}

/** Like quoted, but without quotes around a single word or number. */
export function quotedUnlessWord(text: string): string {
  return text.length <= most && /^[\p{L}\p{N}_.:+−-]+$/u.test(text) ? text : quoted(text);
}

/** Returns *text* with the code of what would not be seen of it. */
export function withUnseen(text: string): string {
  return text.replace(allUnseen, nameOf);
}

function nameOf(run: string): string {
  return `[U+${run.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`;
}
