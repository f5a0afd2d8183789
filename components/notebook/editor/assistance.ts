import {autocompletion, closeBrackets, closeBracketsKeymap} from "@codemirror/autocomplete";
import type {Extension} from "@codemirror/state";
import {highlightSpecialChars, keymap} from "@codemirror/view";
import {completionSource} from "./completion.js";
import type {CourseApi} from "./courseApi.js";
import {hover} from "./hover.js";

/** What an editor knows of the names around it. */
export interface Knowledge {
  /** Resolves to the page's names that a cell may refer to. */
  names: () => Promise<readonly string[]>;
  /** Resolves to the documentation of what the course's modules export. */
  api: () => Promise<CourseApi>;
}

/** Returns what helps a reader to write: completion, explanations of what the pointer is on, closing brackets, and
 * marks for characters that cannot be seen. */
export function assistance({names, api}: Knowledge): Extension {
  return [
    closeBrackets(),
    highlightSpecialChars(),
    autocompletion({override: [completionSource(names, api)], icons: false}),
    hover(api),
    keymap.of(closeBracketsKeymap)
  ];
}
