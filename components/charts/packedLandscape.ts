import {finiteRange, type Landscape} from "./landscape.js";

/** A landscape as a recording keeps it, in whole numbers. */
export interface PackedLandscape {
  columns: number;
  rows: number;
  range: number;
  /** Lowest and highest loss. */
  between: [lowest: number, highest: number];
  /** Each loss as ten-thousandths of the way from the lowest to the highest. */
  loss: number[];
  /** Images that the loss is of. */
  images: number;
  /** How many of them were put in a wrong class. */
  errors: number[];
}

const parts = 9999;

/** Returns a landscape of finite losses in short. */
export function packed({loss, error, ...shape}: Landscape, images: number): PackedLandscape {
  if (!loss.every(Number.isFinite))
    throw new RangeError("invalid landscape: a loss is not finite; it cannot be packed");
  const [lowest, highest] = finiteRange(loss);
  const height = highest - lowest || 1;
  return {
    ...shape,
    between: [Number(lowest.toPrecision(6)), Number(highest.toPrecision(6))],
    loss: loss.map((value) => Math.round((parts * (value - lowest)) / height)),
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
    loss: loss.map((part) => lowest + ((highest - lowest) * part) / parts),
    error: errors.map((count) => count / images)
  };
}
