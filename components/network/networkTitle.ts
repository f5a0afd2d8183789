import type {NamedOptions} from "./networkFields.js";

/** Returns what a network is called with its options: `cifar-resnet-20, width 8`. */
export function networkTitle(name: string, options: NamedOptions): string {
  return [name, ...Object.entries(options).map(([key, value]) => `${key} ${value}`)].join(", ");
}
