import {valueText} from "../../fields/english.js";
import {shortLine} from "../../fields/shortLine.js";
import {unseen} from "../../fields/unseen.js";

/** The name of the address's part that carries edits. It is behind `#`, so no server ever sees it; followLinks.ts has it too. */
const name = "cells";

/**
 * Longest text that is read from an address, in characters, and most that it may unpack to, in bytes, and in what is laid out
 * before a reader: nobody can agree to what freezes the page while it is shown, nor reads more than this.
 */
const most = {packed: 200_000, unpacked: 400_000, cells: 200, lines: 5_000, marks: 2_000};

const allUnseen = new RegExp(unseen.source, "gu");

/** Longest title of a cell, and longest time to hand in, that is read, in characters. */
const longestTitle = 100;

/** One cell of a link: its key on the page, the hash of the published code it changes, and its source. */
export interface LinkedCell {
  key: string;
  base: string;
  source: string;
  /** For a cell of a notebook: its language, and its name and the prose before it if it has them. */
  lang?: "js" | "ts";
  title?: string;
  text?: string;
  /** Whether it checks an answer. */
  check?: boolean;
}

/** What a link carries. */
export interface CellLinkContent {
  cells: readonly LinkedCell[];
  /** Of a notebook, with the prose before its first cell and after its last. */
  title?: string;
  text?: string;
  ending?: string;
  /** Of an assignment: until when it is to be handed in. */
  due?: string;
  /** Whether the notebook is an assignment. */
  assigned?: boolean;
}

/**
 * Returns the part of an address, from `#` on, that carries *content*: JSON, deflated, in letters that need no escape.
 * Rejects, in words for readers, if it is more than decodeLink would read.
 */
export async function encodeLink(content: CellLinkContent): Promise<string> {
  checkSize(content);
  if (typeof CompressionStream === "undefined")
    throw new Error("this browser cannot pack changes into a link; newer ones can");
  const bytes = new TextEncoder().encode(JSON.stringify({version: 1, ...content}));
  if (bytes.length > most.unpacked) throw new RangeError(tooLarge(bytes.length, most.unpacked, "bytes"));
  const packed = await through(bytes, new CompressionStream("deflate-raw"), Infinity);
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  const letters = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  if (letters.length > most.packed) throw new RangeError(tooLarge(letters.length, most.packed, "characters"));
  return `#${name}=${letters}`;
}

/** Returns what a *hash* carries. Rejects, in words for readers, if it is damaged, cut off or too large. */
export async function decodeLink(hash: string): Promise<CellLinkContent> {
  const letters = new RegExp(`[#&]${name}=([^&]*)`).exec(hash)?.[1] ?? "";
  if (letters.length > most.packed) throw new RangeError(tooLarge(letters.length, most.packed, "characters"));
  if (typeof DecompressionStream === "undefined")
    throw new Error("this browser cannot unpack what a link carries; newer ones can");
  const bytes = await unpack(letters);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes));
  } catch (cause) {
    throw new SyntaxError("this link is damaged: what it carries cannot be read", {cause});
  }
  const {version, cells, ...rest} = (content ?? {}) as Partial<
    Record<"version" | keyof CellLinkContent, unknown>
  >;
  if (version !== 1)
    throw new RangeError(`invalid version of this link: ${valueText(version)}; this site reads version 1`);
  if (Array.isArray(cells) && cells.length > most.cells)
    throw new RangeError(tooLarge(cells.length, most.cells, "cells"));
  if (!Array.isArray(cells) || cells.length === 0 || !cells.every(isLinkedCell))
    throw new TypeError("this link is damaged: it carries something else than cells");
  if (new Set(cells.map(({key}) => key)).size < cells.length)
    throw new TypeError("this link is damaged: it has a cell twice");
  const texts = strings(rest, ["title", "text", "ending", "due"]);
  const carried = {
    cells: cells.map(toLinkedCell),
    ...texts,
    ...(texts.due && {due: shortLine(texts.due, longestTitle)}),
    ...(rest.assigned === true && {assigned: true})
  };
  checkSize(carried);
  return carried;
}

/** Throws if there is more in *content* than may be laid out. */
function checkSize({cells, title = "", text = "", ending = "", due = ""}: CellLinkContent): void {
  if (cells.length > most.cells) throw new RangeError(tooLarge(cells.length, most.cells, "cells"));
  const texts = [title, text, ending, due];
  for (const {source, title = "", text = ""} of cells) texts.push(source, title, text);
  const shown = texts.filter((part) => part !== "");
  const count = (pattern: RegExp) => shown.reduce((sum, part) => sum + [...part.matchAll(pattern)].length, 0);
  const lines = shown.length + count(/\r\n|[\n\r\u2028\u2029]/g);
  if (lines > most.lines) throw new RangeError(tooLarge(lines, most.lines, "lines"));
  const marks = count(allUnseen);
  if (marks > most.marks) throw new RangeError(tooLarge(marks, most.marks, "characters that show nothing"));
}

async function unpack(letters: string): Promise<Uint8Array> {
  if (!/^[\w-]*$/.test(letters))
    throw new SyntaxError("this link is damaged: it has letters that no link has");
  try {
    const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return await through(bytes, new DecompressionStream("deflate-raw"), most.unpacked);
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new SyntaxError("this link is damaged, or was cut off where it was copied", {cause});
  }
}

/** Stops at more than *limit* bytes, so that a few letters cannot fill the memory. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  limit: number
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      void reader.cancel();
      throw new RangeError(tooLarge(`over ${limit.toLocaleString("en")}`, limit, "bytes"));
    }
    chunks.push(value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function tooLarge(size: number | string, limit: number, unit: string): string {
  return `this link is too large: ${size.toLocaleString("en")} ${unit}; at most ${limit.toLocaleString("en")} are read`;
}

/** Copies the known fields, and nothing else. */
function toLinkedCell({key, base, source, lang, title, text, check}: LinkedCell): LinkedCell {
  const given = strings({title: shortLine(title ?? "", longestTitle), text}, ["title", "text"]);
  return {key, base, source, ...(lang && {lang}), ...given, ...(check === true && {check})};
}

/** Returns those fields of *given* that are strings with something in them. */
function strings<Name extends string>(given: object, names: readonly Name[]): Partial<Record<Name, string>> {
  const fields = given as Partial<Record<Name, unknown>>;
  return Object.fromEntries(
    names
      .filter((name) => typeof fields[name] === "string" && fields[name] !== "")
      .map((name) => [name, fields[name]])
  ) as Partial<Record<Name, string>>;
}

function isLinkedCell(value: unknown): value is LinkedCell {
  const {key, base, source, lang, title, text} = (value ?? {}) as Partial<Record<keyof LinkedCell, unknown>>;
  return (
    [key, base, source, title ?? "", text ?? ""].every((part) => typeof part === "string") &&
    (lang === undefined || lang === "js" || lang === "ts")
  );
}
