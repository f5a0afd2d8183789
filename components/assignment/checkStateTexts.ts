import type {CheckState} from "./handIn.js";

/** What readers are shown of a check, as a sign and in words. */
export const checkStateTexts: Readonly<Record<CheckState, {sign: string; words: string}>> = {
  holds: {sign: "✓", words: "holds"},
  fails: {sign: "✗", words: "does not hold"},
  notRun: {sign: "–", words: "has not run"}
};
