import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter on gradients. */
export const gradientExercises = chapterExercises(
  "gradients",
  {
    first: (key) =>
      predictExercise({
        key,
        question:
          "In the first step, with batch normalization: how does the gradient of the first layer's weights in plain-56 compare with that in plain-20?",
        outcomes: [
          {
            text: "It has vanished",
            answer:
              "No. That is the common account, and it is not what happens with batch normalization: it is hundreds of times larger."
          },
          {text: "It is about as large", answer: "No. It is hundreds of times larger."},
          {
            text: "It is far larger",
            answer:
              "Yes, hundreds of times. It has not vanished; what it is worth is another question, at the end of this chapter."
          }
        ]
      }),
    power: (key) =>
      numberExercise({
        key,
        question:
          "A scalar stack of 27 layers, each multiplying by w = 0.1, passes on 10⁻²⁷ of a gradient. With a shortcut around each layer, by what is the gradient multiplied?",
        answer: 1.1 ** 27,
        tolerance: 0.02,
        solution:
          "Each layer multiplies by 1 + w = 1.1, so 27 of them by 1.1²⁷ ≈ 13.1. The shortcut does not keep the gradient at its size: it keeps it from vanishing, and may let it grow."
      })
  },
  {cells: ["growth"]}
);
