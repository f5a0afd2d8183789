import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter on cardinality. */
export const cardinalityExercises = chapterExercises(
  "cardinality",
  {
    forms: (key) =>
      predictExercise({
        key,
        question:
          "The same block is computed as 32 branches that are summed, as 32 branches that are concatenated, and as one grouped convolution, with the same weights. How do their outputs differ?",
        outcomes: [
          {
            text: "Not at all, up to rounding",
            answer:
              "Yes: the sum over branches can be written as one convolution of the concatenation, and that as a grouped one."
          },
          {
            text: "A little: they are approximations",
            answer:
              "No. They are one function, written in three ways; what differs is rounding, as the switch below shows."
          },
          {
            text: "Much",
            answer: "No. They are one function, written in three ways; what differs is rounding."
          }
        ]
      }),
    grouped: (key) =>
      numberExercise({
        key,
        question: "A 3×3 convolution goes from 128 to 128 channels in 32 groups. How many weights has it?",
        answer: (9 * 128 * 128) / 32,
        unit: "weights",
        solution:
          "Each group goes from 4 to 4 channels: 9 · 4 · 4 = 144 weights, and there are 32: 4,608. Without groups it would have 147,456, 32 times as many."
      })
  },
  {cells: ["budget"]}
);
