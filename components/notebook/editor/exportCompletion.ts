import type {Completion} from "@codemirror/autocomplete";
import type {ExportApi} from "./courseApi.js";
import {explanation} from "./explanation.js";

/** Returns the completion of an export's name, with its documentation. */
export function exportCompletion(label: string, {kind, signature, doc}: ExportApi): Completion {
  return {label, type: kind, info: () => explanation(signature, doc)};
}
