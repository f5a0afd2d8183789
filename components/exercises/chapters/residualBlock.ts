import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter on the residual block. */
export const blockExercises = chapterExercises(
  "residual-block",
  {
    deepened: (key) =>
      predictExercise({
        key,
        question:
          "A residual network of 20 layers has trained for 100 steps. Now 18 blocks are put behind its own, each with a last γ of 0. What is its training error at that moment?",
        outcomes: [
          {
            text: "Near chance: most layers are untrained",
            answer:
              "No. Untrained as they are, their F is 0, so each passes on what it gets. The error is the same, image for image."
          },
          {
            text: "A little higher",
            answer:
              "No, not even a little. F is exactly 0, so each new block is the identity. The error is the same, image for image."
          },
          {
            text: "Exactly the same",
            answer: "Yes. F is exactly 0 in each of them, so they pass on what they get. See it below."
          }
        ]
      }),
    weights: (key) =>
      numberExercise({
        key,
        question:
          "A basic block has two 3×3 convolutions of 64 channels, with biases left out, and a shortcut that is the identity. How many weights do its convolutions have?",
        answer: 2 * 9 * 64 * 64,
        unit: "weights",
        solution:
          "A 3×3 convolution from 64 to 64 channels has 3 · 3 · 64 · 64 = 36,864 weights; two have 73,728. The shortcut has none."
      })
  },
  {cells: ["small"]}
);
