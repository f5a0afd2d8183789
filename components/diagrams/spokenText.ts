import type {Cost} from "../network/cost.js";
import {volumeText} from "../network/shapes.js";
import {costTexts} from "./costText.js";
import {layerWords} from "./layerText.js";
import {
  type Branch,
  changesVolume,
  foldPart,
  type GroupPart,
  isBare,
  type Part,
  type PartAlgebra
} from "./part.js";

/** Options of spokenText. */
export interface SpokenTextOptions {
  /** Whether to say what each part costs. Defaults to false. */
  details?: boolean;
}

/**
 * Returns in words what a diagram shows: `input 8×8×16, then the sum of (3×3 convolution to 16 channels, then …) and the
 * identity, then ReLU, then output 8×8×16`.
 */
export function spokenText(part: Part, options: SpokenTextOptions = {}): string {
  return foldPart(part, algebra(options));
}

/** A group in words: its name, what is inside, and the volumes that enter and leave it. */
function spokenGroup(part: GroupPart, options: SpokenTextOptions = {}): string {
  return listed([part.title, part.content, volumesWords(part), ...costWords(part, options)]);
}

function algebra(options: SpokenTextOptions): PartAlgebra<string> {
  return {
    leaf: (part) => {
      if (part.type === "layer") return listed([layerWords(part.leaf), ...costWords(part, options)]);
      if (part.type === "more") return `${part.count} more`;
      return `${part.end} ${volumeText(part.output)}`;
    },
    stack: (parts) => repeated(parts).join(", then ") || "the identity",
    join: (branches, {how, branches: parts}) => {
      const joined = conjunction(branchWords(branches, parts));
      return how === "sum" ? `the sum of ${joined}` : `the channels of ${joined}, joined`;
    },
    group: (body, part) =>
      body === undefined ? `${spokenGroup(part, options)}, folded` : `${part.title}, which is (${body})`
  };
}

function costWords({cost}: {cost: Cost}, {details = false}: SpokenTextOptions): string[] {
  return details ? costTexts(cost) : [];
}

/** Parentheses around all but bare branches. Branches left out of the drawing are counted with those like them. */
function branchWords(words: string[], branches: readonly Branch[]): string[] {
  const bracketed = words.map((text, i) => (isBare(branches[i].part) ? text : `(${text})`));
  const hidden = branches.findIndex(({part}) => part.type === "more");
  const more = branches[hidden]?.part;
  if (more?.type !== "more") return bracketed;
  const main = bracketed.filter((_, i) => i !== hidden && !branches[i].bypass);
  if (new Set(main).size > 1) return bracketed;
  return [`${more.total} branches, each ${main[0]}`, ...bracketed.filter((_, i) => branches[i].bypass)];
}

/** Says a row of equal parts once. */
function repeated(words: string[]): string[] {
  const runs: {text: string; count: number}[] = [];
  for (const text of words) {
    const last = runs.at(-1);
    if (last?.text === text) ++last.count;
    else runs.push({text, count: 1});
  }
  return runs.map(({text, count}) => (count === 1 ? text : `${count} times (${text})`));
}

function listed(texts: string[]): string {
  return texts.filter((text) => text !== "").join(", ");
}

function conjunction(words: string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function volumesWords(part: GroupPart): string {
  const output = volumeText(part.output);
  return changesVolume(part) ? `${volumeText(part.input)} to ${output}` : output;
}
