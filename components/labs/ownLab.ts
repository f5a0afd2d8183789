import {toTraining} from "../experiment/trainingSpec.js";
import {choiceField, numberField} from "../widgets/labFields.js";
import {depthField, depthPair} from "./depthPair.js";
import {errorFigure} from "./errorFigure.js";
import {laboratory} from "./laboratory.js";
import type {Shelf} from "./specimens.js";

/** Returns a laboratory that trains a plain or a residual network and puts it on the *shelf*, for the others to take apart. */
export function ownLab(shelf: Shelf, {invalidation}: {invalidation?: Promise<unknown>} = {}): HTMLElement {
  return laboratory({
    label: "A network of your own",
    fields: [
      depthField(20),
      choiceField({
        name: "kind",
        label: "Network",
        options: {residual: "residual", plain: "plain"}
      }),
      numberField({
        name: "seed",
        label: "Seed",
        value: 1,
        min: 0,
        max: 2 ** 32 - 1,
        step: 1
      })
    ],
    training({depth, kind, seed}) {
      const [plain, residual] = depthPair(depth);
      return toTraining({
        networks: [kind === "plain" ? plain : residual],
        seed: Number(seed),
        headInit: "zero",
        steps: 400,
        evaluationInterval: 50
      });
    },
    recording: {curves: [], caption: ""},
    onTrained: (network) => void shelf.add(network),
    invalidation,
    draw: ({curves, width}) => errorFigure(curves, {steps: 400, width, height: 220})
  });
}
