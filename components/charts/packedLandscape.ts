import {finiteRange, type Landscape} from "./landscape.js";

/** A landscape as a recording keeps it, in whole numbers. */
export interface PackedLandscape {
  columns: number;
  rows: number;
  range: number;
  /** Lowest and highest loss. */
  between: [lowest: number, highest: number];
  /** Each loss as ten-thousandths of the way from the lowest to the highest, in logarithms: what is low is as exact as what is high. */
  loss: number[];
  /** Images that the loss is of. */
  images: number;
  /** How many of them were put in a wrong class. */
  errors: number[];
}

const parts = 9999;
const least = 1e-9;

/** Returns a landscape of finite losses in short. A loss of 0 becomes the least that is told apart from it. */
export function packed({loss, error, ...shape}: Landscape, images: number): PackedLandscape {
  if (!loss.every(Number.isFinite))
    throw new RangeError("invalid landscape: a loss is not finite; it cannot be packed");
  const logs = loss.map((value) => Math.log(Math.max(value, least)));
  const [lowest, highest] = finiteRange(logs);
  const height = highest - lowest || 1;
  return {
    ...shape,
    between: [Number(Math.exp(lowest).toPrecision(6)), Number(Math.exp(highest).toPrecision(6))],
    loss: logs.map((value) => Math.round((parts * (value - lowest)) / height)),
    images,
    errors: error.map((share) => Math.round(share * images))
  };
}

/** Returns a landscape that was packed. */
export function unpacked({
  between: [lowest, highest],
  loss,
  images,
  errors,
  ...shape
}: PackedLandscape): Landscape {
  return {
    ...shape,
    loss: loss.map((part) => lowest * (highest / lowest) ** (part / parts)),
    error: errors.map((count) => count / images)
  };
}
