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
            answer:
              "No; that is what happens to a plain network, in which the block is on the only path. Most deletions here cost a few points."
          },
          {
            text: "It rises by a few points",
            answer:
              "Yes, for most blocks. Half of all paths do not cross the block. The figure shows which blocks are exceptions."
          },
          {
            text: "It does not change at all",
            answer:
              "Nearly, for some blocks; for most it rises by a few points, since half of all paths did cross it."
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
