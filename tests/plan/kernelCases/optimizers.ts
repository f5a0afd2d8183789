import {optimizerOf, scalarsOf} from "../../../components/experiment/optimizers/optimizers.js";
import {handMade, type Weight} from "../../experiment/optimizers/byHand.js";
import {createDraw} from "./draw.js";
import type {CaseDraft} from "./kernelCase.js";

/** Cases of an optimiser's step, against float64 by hand. Slots are as after steps before: those of squares are not negative. */
export function optimizerCases(): CaseDraft[] {
  return handMade.flatMap(({type, settings, move}, i) =>
    [300, 64, 7].map((size, j): CaseDraft => {
      const draw = createDraw(13_400 + 10 * i + j);
      const step = 2 + j;
      const {slots, ...optimizer} = optimizerOf(type);
      const [gradients, parameters] = [draw(size), draw(size)];
      const kept = slots.map((slot) => draw(size).map((value) => (slot.endsWith("Sq") ? value ** 2 : value)));
      const weights = Array.from(parameters, (parameter, n): Weight => {
        const weight: Weight = {parameter};
        for (const [k, slot] of slots.entries()) weight[slot] = kept[k][n];
        move(weight, gradients[n], step);
        return weight;
      });
      const scalars = Object.values(scalarsOf({slots, ...optimizer}, {...settings, step}));
      const named = (of: (slot: string, k: number) => Float32Array) =>
        Object.fromEntries(slots.map((slot, k) => [slot, of(slot, k)]));
      return {
        kernel: {type: "optimizerStep", optimizer: type, size},
        tensors: {
          gradients,
          scalars: Float32Array.from(scalars),
          parameters,
          ...named((_, k) => kept[k])
        },
        expected: {
          parameters: Float32Array.from(weights, ({parameter}) => parameter),
          ...named((slot) => Float32Array.from(weights, (weight) => weight[slot]))
        }
      };
    })
  );
}
