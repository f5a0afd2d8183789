import {faultText, faultTexts} from "../fields/english.js";
import {type Fault, faultsOf} from "../fields/fault.js";
import {quotedUnlessWord} from "../fields/quoted.js";

/** What is wrong with a file, or with one run of it: nothing of that is taken. */
export interface FileFault {
  file: string;
  /** Sentences, the fault first and then the rule. */
  texts: readonly string[];
}

/** Sentences that are shown of one file; the others are counted. */
const mostTexts = 3;

/** Returns what is wrong with a *file*, by sentences or as data. Of many, the first are told and the others counted. */
export function fileFault(file: string, faults: readonly (string | Fault)[]): FileFault {
  const more = faults.length - mostTexts;
  const told = more > 1 ? faults.slice(0, mostTexts) : faults;
  const texts = told.map((fault) => (typeof fault === "string" ? fault : faultText(fault)));
  return {file, texts: more > 1 ? [...texts, `and ${more.toLocaleString("en")} faults more`] : texts};
}

/** Returns what is wrong with a *file* by an *error* that reading it threw. */
export function fileFaultOf(file: string, error: unknown): FileFault {
  const faults = faultsOf(error);
  return fileFault(file, faults ? faultTexts(faults) : [(error as Error).message]);
}

/** Returns a fault in one line that names its file. */
export function fileFaultText({file, texts}: FileFault): string {
  return `${quotedUnlessWord(file)}: ${texts.join("; ")}`;
}
