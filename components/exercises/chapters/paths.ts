import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter on paths. */
export const pathExercises = chapterExercises(
  "paths",
  {
    deleted: (key) =>
      predictExercise({
        key,
        question:
          "One block is deleted from the middle of a trained residual-56, and the network is not trained again. What happens to its test error?",
        outcomes: [
          {
            text: "It jumps to chance",
            answer: "No; that is what happens to a plain network, in which the block is on the only path."
          },
          {
            text: "It rises by twenty points or more",
            answer: "No; that takes one of the very first blocks. Half of all paths do not cross the block."
          },
          {
            text: "It changes by a point or two",
            answer:
              "Yes, though half of all paths did cross it. The figure shows which blocks are exceptions."
          }
        ]
      }),
    count: (key) =>
      numberExercise({
        key,
        question:
          "A network has 5 residual blocks. How many of its paths cross exactly 2 residual functions?",
        answer: 10,
        unit: "paths",
        solution:
          "Which 2 of the 5 blocks are crossed: 5 · 4 / 2 = 10, the coefficient of t² in (1 + t)⁵. There are 2⁵ = 32 paths in all."
      })
  },
  {cells: ["mean"]}
);
