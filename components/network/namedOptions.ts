import {arrangements, type Order} from "./blocks/order.js";

/** What can be chosen about a named network. Which of these a network has depends on its family. */
export interface NamedOptions {
  /** Channels of the first stage. */
  width?: number;
  /** Two 3×3 convolutions, or a bottleneck of 1×1, 3×3 and 1×1 (He et al. 2015, Fig. 5). */
  block?: "basic" | "bottleneck";
  /** Convolutions in each basic block (He et al. 2015, §3.2). */
  layersPerBlock?: 1 | 2 | 3;
  /** Parallel transformations in each bottleneck (Xie et al. 2017, §3). */
  cardinality?: number;
  /** Channels in each transformation of the first stage. */
  groupWidth?: number;
  /** How a shortcut meets a change of shape (He et al. 2015, §3.3 and §4.1). */
  shortcut?: "A" | "B" | "C";
  /** The shortcut's λ (He et al. 2016, §3.1). */
  shortcutScale?: number;
  /** Whether there is batch normalization. */
  norm?: boolean;
  /** Whether the last γ of each residual function starts at 0. */
  zeroInit?: boolean;
  /** The order of convolution, normalization, activation and addition in a block (He et al. 2016, Fig. 4). */
  order?: Order;
  /** Short for order "preActivation". */
  preActivation?: boolean;
  /** The function between layers. */
  activation?: "relu" | "tanh" | "sigmoid";
  /** Whether bottlenecks stride in the first 1×1 convolution, as in the paper. */
  strideIn1x1?: boolean;
  /** Which of ResNeXt's three equivalent forms is built. */
  form?: "sum" | "concat" | "grouped";
  /** Outputs of the last layer. */
  classes?: number;
  /** Height and width of the input. */
  size?: number;
}

export type OptionName = keyof NamedOptions;

interface Rule {
  readonly text: string;
  accepts(value: unknown): boolean;
  parse(text: string): unknown;
}

const rules: Record<OptionName, Rule> = {
  width: integerUpTo(4096),
  block: oneOf("basic", "bottleneck"),
  layersPerBlock: oneOf(1, 2, 3),
  cardinality: integerUpTo(4096),
  groupWidth: integerUpTo(4096),
  shortcut: oneOf("A", "B", "C"),
  shortcutScale: finite(),
  norm: flag(),
  zeroInit: flag(),
  order: oneOf(...Object.keys(arrangements)),
  preActivation: flag(),
  activation: oneOf("relu", "tanh", "sigmoid"),
  strideIn1x1: flag(),
  form: oneOf("sum", "concat", "grouped"),
  classes: integerUpTo(100_000),
  size: integerUpTo(4096)
};

/** The names of all options. */
export const optionNames = Object.keys(rules) as OptionName[];

/** Returns the options that *entries*, such as a page's query, spell: `{width: "8"}` gives `{width: 8}`. */
export function parseOptions(entries: Readonly<Record<string, string>>): NamedOptions {
  const values = Object.entries(entries).map(([name, text]) => {
    const value = ruleOf(name, optionNames, "a network").parse(text);
    if (value === undefined) throw invalid(name, text);
    return [name, value];
  });
  return Object.fromEntries(values);
}

/** Returns *options* without undefined values. Throws if *network* does not have one of them or its value breaks a rule. */
export function checkOptions(options: object, allowed: readonly OptionName[], network: string): NamedOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!ruleOf(name, allowed, network).accepts(value)) throw invalid(name, value);
  }
  return Object.fromEntries(given);
}

function ruleOf(name: string, allowed: readonly OptionName[], network: string): Rule {
  if (!(allowed as readonly string[]).includes(name)) {
    throw new RangeError(`unknown option: ${name}; ${network} has the options ${allowed.join(", ")}`);
  }
  return rules[name as OptionName];
}

function invalid(name: string, value: unknown): RangeError {
  return new RangeError(`invalid ${name}: ${String(value)}; it must be ${rules[name as OptionName].text}`);
}

function integerUpTo(most: number): Rule {
  return {
    text: `an integer from 1 to ${most.toLocaleString("en")}`,
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most,
    parse: parseNumber
  };
}

function finite(): Rule {
  return {text: "a finite number", accepts: Number.isFinite, parse: parseNumber};
}

function flag(): Rule {
  return {
    text: "true or false",
    accepts: (value) => typeof value === "boolean",
    parse: (text) => (text === "true" ? true : text === "false" ? false : undefined)
  };
}

function oneOf(...choices: (string | number)[]): Rule {
  return {
    text: `one of ${choices.join(", ")}`,
    accepts: (value) => (choices as unknown[]).includes(value),
    parse: (text) => choices.find((choice) => String(choice) === text)
  };
}

function parseNumber(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? undefined : value;
}
