import {quotedUnlessWord, withUnseen} from "./quoted.js";
import type {Fault, Rule, Rules} from "./rule.js";
import {weightsTexts} from "./weightsTexts.js";

// The texts of faults, in English. Another language is another module of this shape.

const number = (value: number) => value.toLocaleString("en", {maximumFractionDigits: 20}).replace("-", "−");

/** The text of each rule, as the second half of a sentence. */
const rules: {[K in keyof Rules]: (rule: Rules[K]) => string} = {
  integer: ({least, most}) => `it must be an integer from ${number(least)} to ${number(most)}`,
  positive: () => "it must be a positive integer",
  natural: () => "it must be an integer, 0 or more",
  number: ({least, most, open}) =>
    open === "least"
      ? `it must be a number above ${number(least)}, and at most ${number(most)}`
      : open === "most"
        ? `it must be a number from ${number(least)} to below ${number(most)}`
        : `it must be a number from ${number(least)} to ${number(most)}`,
  finite: () => "it must be a finite number",
  choice: ({choices}) =>
    choices.length > 2 ? `it must be one of ${choices.join(", ")}` : `it must be ${listed(choices)}`,
  flag: () => "it must be true or false",
  name: ({most}) => `it must be 1 to ${number(most)} characters that can be seen`,
  object: ({example}) => `it must be an object with named fields${example ? `, such as ${example}` : ""}`,
  networkList: () => "it must be a list of names, or of objects with a name",
  networkName: ({example}) => `it must be a network's name, such as ${example}`,
  networkCount: ({most}) => `a figure shows 1 to ${most} networks`,
  different: () => "each network can be there once, or again with other options",
  once: () => "each option can be there once",
  oneName: ({names}) => `${names.join(" and ")} are names of one option; give it once`,
  missing: ({owner}) => `${owner} must have it`,
  unknown: ({owner, known}) => `the options of ${owner} are ${known.join(", ")}`,
  unknownNetwork: ({known}) => `the networks are ${known.join(", ")}`,
  networkNumbers: ({name}) => `${name} has a number in the place of each capital`,
  origin: () => "it must be the origin of a site, such as https://example.org",
  version: ({version}) => `this course reads version ${version}`,
  depth: ({family, perRound, others, least, most}) =>
    `${family} have depth ${perRound}n${others === 0 ? "" : ` + ${others}`}` +
    (least !== undefined && most !== undefined ? `, here from ${least} to ${most}` : ""),
  depths: ({family, depths}) => `${family} have depth ${listed(depths)}`,
  mostLayers: ({most}) => `a network has at most ${number(most)} weighted layers`,
  multiple: ({of}) => `it must be a multiple of ${of}`,
  inputSize: ({network, factor}) =>
    `${network} divides height and width by ${factor} and needs at least ${factor}×${factor}`,
  fillsStage: ({depth, layers}) =>
    `depth ${depth} has ${layers} layers a stage, which such blocks do not fill`,
  bottleneckLayers: () =>
    'a bottleneck has three, of 1×1, 3×3 and 1×1 (He et al. 2015, Fig. 5); choose block "basic"',
  oneWideBlock: () =>
    "with only two layers, any number of parallel transformations is one wide block " +
    '(Xie et al. 2017, §3.3); choose block "bottleneck"',
  bottleneckOnly: () => "only bottlenecks have it",
  laterStages: ({count}) =>
    `it must have ${count} entries, one for each layer from layer2 to layer${count + 1}`,
  divides: ({what, channels, at}) =>
    what === "width"
      ? `it must divide the width of ${channels} channels`
      : `the number of groups must divide ${channels} ${what === "filters" ? "filters" : "input channels"}${at ?? ""}`,
  branches: ({most}) => `the sum and concat forms have at most ${most} branches`,
  groupedFormOnly: () => "pre-activation blocks have the grouped form only",
  leavesNoChannel: ({groupWidth}) =>
    `with groupWidth ${groupWidth} it leaves no channel, since width · groupWidth / 64 is rounded down`,
  measuredWidth: ({width, most}) => `C · d is ${number(width)}, and at most ${number(most)} is measured`,
  contradictsOrder: ({order, preActivation}) =>
    preActivation
      ? `it is short for order preActivation, and the order is ${order}`
      : "it means another order than preActivation",
  normFollowsAddition: () => "without normalization there is none to follow the addition",
  noLastGamma: ({reason}) => lastGamma[reason],
  noShortcuts: ({network}) => `${network} has no shortcuts, and nothing would pass where a block is dropped`,
  survivesDeepening: () =>
    "a deepened run must drop none: with more blocks each would count by another probability",
  noSurvival: () => "so many survive in each step, and survival would draw other numbers",
  mostBlocks: ({network, blocks}) => `${network} has ${number(blocks)} blocks that could survive`,
  lessThanSteps: ({steps}) => `it must be less than the run's steps, ${number(steps)}`,
  mostImages: ({images, imagesPerClass}) =>
    `with ${number(imagesPerClass)} images a class there are ${number(images)} to make it of`,
  bodyOf: ({network, width}) => `they are of ${network} of width ${number(width)}, and fit no other body`,
  noHead: ({network}) => `${network} has no dense layer that could be trained alone`,
  frozenBody: () => "only a frozen body can have it",
  notDeepened: () => "a run that is deepened cannot have it",
  followingStatistics: () =>
    "what is measured is of normalizations that go by the batch, and with frozen statistics none does; choose 0",
  wholeBatches: ({batch}) => `by batch statistics they come in whole batches of ${number(batch)}`,
  deepens: ({reason}) => deepens[reason],
  diverged: ({step}) => `the loss is no longer a number at step ${step}`,
  residualClass: () =>
    "the class builds networks of residual stages, with grouped bottlenecks or two-layer basic blocks in the original order",
  weightsFile: ({reason, detail}) =>
    weightsTexts[reason] + (detail === undefined ? "" : `: ${quotedUnlessWord(detail)}`),
  weightsComplete: ({missing, example}) =>
    `${number(missing)} of the network's tensors are not in it, such as ${example}`
};

const lastGamma: Record<Rules["noLastGamma"]["reason"], string> = {
  noNorm: "without normalization there is no γ to start at 0",
  afterAddition: "the last γ follows the addition, and would start the whole block at 0",
  activationFollows: "an activation follows the last γ, and a relu that gets 0 passes no gradient back",
  endsInConvolution: "a pre-activation block ends in a convolution, which has no γ",
  plain: "a plain network would give zeros only"
};

const deepens: Record<Rules["deepens"]["reason"], string> = {
  otherwiseEqual: "the deep network must be the shallow one with more blocks, and nothing else may differ",
  moreBlocks: "the deep network must have more blocks",
  identityBlocks: "the added blocks must begin as the identity: they need an identity shortcut, λ 1 and relu",
  zeroInit:
    "the added blocks must begin as the identity: choose zeroInitResidual, which starts their last γ at 0"
};

/** Returns what a *rule* says, without the value that breaks it. */
export function ruleText(rule: Rule): string {
  return (rules[rule.is] as (rule: Rule) => string)(rule);
}

/** Rules whose values are counted or put together by the course itself, such as `9 networks`. */
const ours = new Set<Rule["is"]>(["networkCount", "different", "deepens"]);

/** Returns a fault in one sentence: `invalid width: 0; it must be an integer from 1 to 256`. */
export function faultText({field, value, shown: given, rule, networks}: Fault): string {
  if (rule.is === "diverged") return `${ruleText(rule)}, with learning rate ${String(value)}`;
  const verdict = rule.is === "unknown" || rule.is === "unknownNetwork" ? "unknown" : "invalid";
  const what = rule.is === "unknown" ? "option" : field;
  const own = typeof value === "string" && ours.has(rule.is) ? value : valueText(value);
  const shown = rule.is === "unknown" ? valueText(field) : (given ?? own);
  const concerned = networks ? `${networks.map(valueText).join(", ")}: ` : "";
  return `${concerned}${verdict} ${what}: ${shown}; ${ruleText(rule)}`;
}

/** Returns *faults* in a sentence each; of several unknown options of one owner, the last says which there are. */
export function faultTexts(faults: readonly Fault[]): string[] {
  return faults.map((fault, i) => {
    const {field, rule} = fault;
    const again =
      rule.is === "unknown" &&
      faults.slice(i + 1).some(({rule: later}) => later.is === "unknown" && later.owner === rule.owner);
    return again ? `unknown option: ${valueText(field)}` : faultText(fault);
  });
}

/**
 * Shows a *value* that is not allowed. What is not there is "none"; of a text, a list and an object the beginning is shown, so
 * that nothing from outside speaks at length in the site's place.
 */
export function valueText(value: unknown): string {
  if (value === undefined || value === "") return "none";
  if (Array.isArray(value)) return listText(value);
  if (typeof value === "string") return quotedUnlessWord(value);
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? objectText(value) : String(value);
}

/** Values of a list that a fault shows. */
const mostValues = 8;

function listText(values: readonly unknown[]): string {
  if (values.length === 0) return "none";
  const shown = values
    .slice(0, mostValues)
    .map((value) => (Array.isArray(value) ? "a list" : valueText(value)));
  return [...shown, ...(values.length > mostValues ? ["…"] : [])].join(", ");
}

/** Characters of an object that a fault shows. */
const mostText = 60;

function objectText(value: object): string {
  try {
    const text = withUnseen(JSON.stringify(value).slice(0, mostText + 1));
    return text.length > mostText ? `${text.slice(0, mostText)}…` : text;
  } catch {
    return "an object"; // that JSON cannot say, such as one that holds itself
  }
}

function listed(values: readonly (string | number)[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
