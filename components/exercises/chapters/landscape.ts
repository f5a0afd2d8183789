import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter on the landscape. */
export const landscapeExercises = chapterExercises(
  "landscape",
  {
    first: (key) =>
      predictExercise({
        key,
        question:
          "Four networks, not trained yet: plain and residual, 20 and 56 layers. Move the weights of each by up to 2 % in two random directions. Whose loss is rough?",
        outcomes: [
          {
            text: "All are: their weights are random",
            answer: "No. The loss of three of them is smooth enough to walk down. Only plain-56 is rough."
          },
          {
            text: "The two of 56 layers",
            answer:
              "Half right. Plain-56 is, residual-56 is not: depth alone does not make a landscape rough."
          },
          {text: "Plain-56 alone", answer: "Yes. It takes both: depth, and no shortcuts."}
        ]
      }),
    pits: (key) =>
      numberExercise({
        key,
        question:
          "On a grid of 21 × 21 points, let all heights be independent draws from one distribution without ties. How many points are lower than all their eight neighbours, on average? Take those at the edge as none.",
        answer: 19 ** 2 / 9,
        tolerance: 0.01,
        unit: "points",
        solution:
          "Of nine independent heights, each is as likely to be the lowest as any other, so an inner point is a pit with probability 1/9. There are 19 · 19 = 361 inner points, and means add up even where events depend on each other, as neighbouring pits do: 361 / 9 ≈ 40.1."
      })
  },
  {cells: ["scaled"]}
);
