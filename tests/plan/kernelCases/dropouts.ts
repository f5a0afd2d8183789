import {dropoutMask, seedHalves} from "../../../components/model/dropoutMask.js";
import type {KernelOf} from "../../../components/plan/operations/kernels.js";
import {createDraw} from "./draw.js";
import type {CaseDraft} from "./kernelCase.js";

type Drop = Pick<KernelOf<"dropout">, "size" | "rate" | "key"> & {seed: number};

const drops: readonly Drop[] = [
  {size: 256, rate: 0.5, key: 1, seed: 0},
  {size: 1027, rate: 0.2, key: 0xfedcba98, seed: 0xfffffffe},
  {size: 3, rate: 0.7, key: 77, seed: 0x7fc00001}, // as a float32, the seed would be no number
  {size: 66, rate: 0.9, key: 0x80000000, seed: 1}
];

/** Cases of dropout, whose mask is the reference executor's. */
export function dropoutCases(): CaseDraft[] {
  return drops.flatMap((drop, i) => [
    dropoutCase(drop, false, 14_000 + i),
    dropoutCase(drop, true, 14_100 + i)
  ]);
}

function dropoutCase({seed, ...drop}: Drop, accumulate: boolean, drawn: number): CaseDraft {
  const draw = createDraw(drawn);
  const [x, y] = [draw(drop.size), draw(drop.size)];
  const mask = dropoutMask(drop.size, {...drop, seed});
  const expected = x.map((value, i) => value * mask[i] + (accumulate ? y[i] : 0));
  const tensors = {x, seed: Float32Array.of(...seedHalves(seed), 0, 0), ...(accumulate && {y})};
  return {kernel: {type: "dropout", ...drop, accumulate}, tensors, expected: {y: expected}};
}
