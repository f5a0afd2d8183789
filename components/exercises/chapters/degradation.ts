import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

const seeThere = "Its training error is the higher one by far, as the figure shows.";

/** The exercises of the chapter on the degradation. */
export const degradationExercises = chapterExercises(
  "degradation",
  {
    outcome: (key) =>
      predictExercise({
        key,
        question:
          "Two plain networks, of 20 and of 56 layers, differ in nothing but depth. After 200 steps, which has the lower error on the very images it was trained on?",
        outcomes: [
          {text: "The deeper: it can express more", answer: `It can, and yet it does not. ${seeThere}`},
          {text: "Both alike", answer: `They do not end alike. The deeper one learns far less: ${seeThere}`},
          {
            text: "The shallower",
            answer: `Yes. The deeper one cannot even fit what it is trained on. ${seeThere}`
          }
        ]
      }),
    blocks: (key) =>
      numberExercise({
        key,
        question:
          "A CIFAR network has one convolution, three stages of n blocks of two layers each, and a classifier: 6n + 2 layers. How many blocks has the one of 56?",
        answer: 27,
        unit: "blocks",
        solution:
          "56 = 6n + 2 gives n = 9. Three stages of 9 blocks are 27. The network of 20 layers has 9 in all."
      })
  },
  {cells: ["size"]}
);
