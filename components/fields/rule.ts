/** What each kind of rule says beyond its name. english.ts has a text for each. */
export interface Rules {
  /** An integer from *least* to *most*. */
  integer: {least: number; most: number};
  positive: object;
  natural: object;
  /** A number from *least* to *most*; *open* names the bound that is left out. */
  number: {least: number; most: number; open?: "least" | "most"};
  finite: object;
  choice: {choices: readonly (string | number)[]};
  flag: object;
  /** A text of 1 to *most* characters that can be seen. */
  name: {most: number};
  object: {example?: string};
  /** A list of names, or of objects with a name. */
  networkList: object;
  networkName: {example: string};
  /** At most *most* networks can be told apart in a figure. */
  networkCount: {most: number};
  different: object;
  /** Each key of a link can be there once. */
  once: object;
  /** *names* are earlier and later names of one option. */
  oneName: {names: readonly string[]};
  missing: {owner: string};
  /** *owner* has the options *known* only. */
  unknown: {owner: string; known: readonly string[]};
  unknownNetwork: {known: readonly string[]};
  /** A name that begins as *name* does, in which capitals stand for numbers, and goes on otherwise. */
  networkNumbers: {name: string};
  /** The address of a site, without a path. */
  origin: object;
  version: {version: number};
  /** Depth is perRound · n + others. */
  depth: {family: string; perRound: number; others: number; least?: number; most?: number};
  depths: {family: string; depths: readonly number[]};
  mostLayers: {most: number};
  multiple: {of: number};
  /** An input is divided *factor* times. */
  inputSize: {network: string; factor: number};
  fillsStage: {depth: number; layers: number};
  bottleneckLayers: object;
  oneWideBlock: object;
  bottleneckOnly: object;
  /** A list that has an entry for each of the stages behind the first. */
  laterStages: {count: number};
  divides: {what: "width" | "filters" | "inputs"; channels: number; at?: string};
  branches: {most: number};
  groupedFormOnly: object;
  leavesNoChannel: {groupWidth: number};
  measuredWidth: {width: number; most: number};
  contradictsOrder: {order: string; preActivation: boolean};
  normFollowsAddition: object;
  /** Why a residual function cannot start at 0 by its last γ. */
  noLastGamma: {reason: "noNorm" | "afterAddition" | "activationFollows" | "endsInConvolution" | "plain"};
  noShortcuts: {network: string};
  survivesDeepening: object;
  noSurvival: object;
  mostBlocks: {network: string; blocks: number};
  lessThanSteps: {steps: number};
  /** There are so many images a class, *images* in all. */
  mostImages: {images: number; imagesPerClass: number};
  /** Weights are of this network's body. */
  bodyOf: {network: string; width: number};
  /** A *network* has no dense layer that could be trained alone. */
  noHead: {network: string};
  /** Of a frozen body alone. */
  frozenBody: object;
  /** A run that is deepened cannot have it. */
  notDeepened: object;
  /** What is measured is of normalizations that go by the batch. */
  followingStatistics: object;
  /** Images come in whole batches. */
  wholeBatches: {batch: number};
  /** Why a network cannot be deepened from another. */
  deepens: {reason: "otherwiseEqual" | "moreBlocks" | "identityBlocks" | "zeroInit"};
  /** The loss was no longer a number after *step* steps. */
  diverged: {step: number};
  /** A network must be one of residual stages, in the original order. */
  residualClass: object;
  /** Why a file of weights cannot be read, and of what part, number or name of it. */
  weightsFile: {reason: WeightsReason; detail?: string};
  /** A network has *missing* parameters that a file of weights does not fill. */
  weightsComplete: {missing: number; example: string};
}

/** What can be wrong with a file of weights: of any format, of safetensors, of a zip, of the pickle in it, of its network. */
export type WeightsReason =
  | ("tooLarge" | "unknownFormat" | "legacyPth" | "dtype" | "noTensors" | "tooManyValues" | "tensorBytes")
  | ("headerEnds" | "headerLength" | "headerJson" | "tensorEntry" | "tensorOverlap" | "bytesLeft")
  | (
      | "zipEnds"
      | "zipDirectory"
      | "zipEntry"
      | "zipOverlap"
      | "zipMethod"
      | "zipInflate"
      | "zip64"
      | "bigEndian"
    )
  | (
      | "noPickle"
      | "pickleEnds"
      | "pickleOpcode"
      | "pickleImport"
      | "pickleValue"
      | "storage"
      | "noNetwork"
      | "noPthType"
    );

/** A rule that a value breaks, as data. */
export type Rule = {[K in keyof Rules]: {readonly is: K} & Readonly<Rules[K]>}[keyof Rules];

/** A value that is not allowed, as data: its text is made where it is shown, in the language shown. */
export interface Fault {
  /** The name of the field, as the field table or a function's options have it. */
  readonly field: string;
  /** What was given; undefined if nothing was. */
  readonly value: unknown;
  /** How a value that could not be posted to this thread is shown. */
  readonly shown?: string;
  readonly rule: Rule;
  /** The names of the networks that it concerns, where it concerns some of several. */
  readonly networks?: readonly string[];
}
