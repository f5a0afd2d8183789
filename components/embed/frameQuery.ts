import type {Fault} from "../fields/fault.js";
import {choice, faultOf, type Field, number} from "../fields/field.js";

/** What a figure's address says of its frame, besides its settings. A new one is an entry here, and its effect. */
export const frameFields = {
  controls: choice({
    choices: {all: "all", few: "few", none: "none"},
    default: "all",
    label: "Controls",
    help: "Which controls are seen: all, those of the figure without what is set once, or none."
  }),
  theme: choice({
    choices: {auto: "as the reader's system", light: "light", dark: "dark"},
    default: "auto",
    label: "Theme",
    help: "Light or dark; by default as the reader's system."
  }),
  lang: choice({
    choices: {en: "English"},
    default: "en",
    label: "Language",
    help: "The language of the figure."
  }),
  scale: number({
    least: 0.5,
    most: 4,
    label: "Scale",
    help: "How large the figure is; by default as large as its frame."
  }),
  autoplay: choice({
    choices: {"0": "no", "1": "at once", slide: "with its slide"},
    default: "0",
    label: "Autoplay",
    help: "Whether training starts without a press: at once, or when reveal.js shows the slide."
  })
} as const;

/** Keys whose values are lists or addresses. */
const others = {
  freeze: "Settings that cannot be changed, by their keys, with commas between.",
  origin: "The only origin that may send messages, and that is told any."
} as const;

/** What each key does, for those who write an address. */
export const frameHelp: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(frameFields).map(([key, {help}]) => [key, help])),
  ...others
};

/** What an address asks of a frame. */
export interface FrameQuery {
  controls: string;
  theme: string;
  autoplay: string;
  /** How large the figure is; none leaves it to whoever shows it. */
  scale?: number;
  /** Keys of settings. */
  freeze: readonly string[];
  origin?: string;
  /** The keys that are not the frame's, and their texts. */
  settings: readonly (readonly [key: string, text: string])[];
  /** What is wrong with the frame's own. */
  faults: readonly Fault[];
}

/** Returns what a *query* says. Where the address is a **former** one, `scale` is a setting: the shortcut's. */
export function readFrame(query: URLSearchParams, {former = false} = {}): FrameQuery {
  const own = Object.entries(frameFields as Record<string, Field>).filter(
    ([key]) => !(former && key === "scale")
  );
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [key, field] of own) {
    const text = current.get(query.get(key) ?? "") ?? query.get(key);
    const value = text === null ? field.default : (field.read(text) ?? text);
    const fault = value === undefined ? undefined : faultOf(key, field, value);
    if (fault) faults.push(fault);
    values[key] = fault ? field.default : value;
  }
  const origin = query.get("origin") ?? undefined;
  if (origin !== undefined && !isOrigin(origin))
    faults.push({field: "origin", value: origin, rule: {is: "origin"}});
  const keys = [...own.map(([key]) => key), ...Object.keys(others)];
  return {
    controls: values.controls as string,
    theme: values.theme as string,
    autoplay: values.autoplay as string,
    ...(values.scale !== undefined && {scale: values.scale as number}),
    freeze: listed(query.get("freeze")),
    ...(origin !== undefined && {origin: isOrigin(origin) ? origin : "null"}), // at fault, nobody is listened to
    settings: [...query].filter(([key]) => !keys.includes(key)),
    faults
  };
}

/** What a link of an earlier version says, as one says it today. */
const current = new Map([
  ["true", "1"],
  ["false", "0"]
]);

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function listed(text: string | null): string[] {
  return (text ?? "")
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
}
