import type {RunSpec} from "../experiment/runSpec.js";
import {invalid} from "../fields/fault.js";
import {choiceField, type LabField, type LabValues, numberField} from "../widgets/labFields.js";

/** What a reader asks of a landscape. */
export interface AskedLandscape {
  range: number;
  /** Points a side. */
  size: number;
  images: number;
  /** The seed of both directions. */
  directions: number;
}

/** Returns the fields of a landscape; the first is the range. */
export function landscapeFields(): LabField[] {
  const range = {is: "number", least: 0, most: 100, open: "least"} as const;
  return [
    numberField({name: "range", label: "Range ±", value: 0.02, min: 0, max: 100, step: 0.001, rule: range}),
    choiceField({
      ...{name: "size", label: "Points a side", value: "17"},
      options: {5: "5", 9: "9", 17: "17", 33: "33"}
    }),
    numberField({name: "images", label: "Images", value: 256, min: 1, max: 10_000, step: 1}),
    numberField({
      name: "directions",
      label: "Directions, by seed",
      value: 1,
      min: 0,
      max: 2 ** 32 - 1,
      step: 1
    })
  ];
}

/** Returns what the fields ask of a network; throws a FaultError where the images make no whole batches of its spec. */
export function askedLandscape(values: LabValues, {batch}: RunSpec): AskedLandscape {
  const [range, size, images, directions] = ["range", "size", "images", "directions"].map((name) =>
    Number(values[name])
  );
  if (images % batch !== 0) throw invalid("images", images, "wholeBatches", {batch});
  return {range, size, images, directions};
}
