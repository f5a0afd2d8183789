import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter that walks through ResNet-34. */
export const volumesExercises = chapterExercises(
  "volumes",
  {
    side: (key) =>
      numberExercise({
        key,
        question:
          "AlexNet's first convolution has windows of 11×11, stride 4 and no padding, on an image of 227×227. How many positions has a side of its map?",
        answer: 55,
        unit: "positions",
        solution: "(227 − 11) / 4 + 1 = 54 + 1 = 55."
      }),
    one: (key) =>
      numberExercise({
        key,
        question:
          "ResNet-34 divides the sides of an image by 32. What is the smallest side of an image, below 224, from which its layer 4 still makes maps of 7×7? Each of the five divisions rounds up.",
        answer: 193,
        unit: "pixels",
        solution:
          "Each of the five makes ⌈n / 2⌉ of n: for the 7×7, ⌊(n + 6 − 7) / 2⌋ + 1, and for a 3×3, ⌊(n + 2 − 3) / 2⌋ + 1. Backwards, the smallest n that gives m is 2m − 1: 7, 13, 25, 49, 97, 193."
      }),
    most: (key) =>
      predictExercise({
        key,
        question: "Which of ResNet-34's four layers has most parameters? They have 3, 4, 6 and 3 blocks.",
        outcomes: [
          {text: "layer 1", answer: "No: its maps are the largest, but weights do not depend on maps."},
          {
            text: "layer 2",
            answer: "No: it has twice the channels of layer 1, but layers 3 and 4 have more."
          },
          {
            text: "layer 3",
            answer: "No: it has twice as many blocks as layer 4, but each has a quarter of the weights."
          },
          {
            text: "layer 4",
            answer:
              "Yes, by far: a 3×3 from 512 to 512 channels has 64 times the weights of one from 64 to 64."
          }
        ]
      }),
    strided: (key) =>
      numberExercise({
        key,
        question:
          "The first operation of layer 3 is a 3×3 of stride 2 from 28×28×128 to 14×14×256. How many multiply–adds has it?",
        answer: 9 * 128 * 256 * 14 * 14,
        unit: "multiply–adds",
        solution:
          "9 · 128 · 256 = 294,912 weights, each used at 14 · 14 = 196 positions: 57,802,752. It is half of the others, which take 256 channels in."
      }),
    pools: (key) =>
      numberExercise({
        key,
        question: "How often does ResNet-152 halve height and width by pooling?",
        answer: 1,
        unit: "times",
        solution:
          "Once, by the max pooling of its stem. Before it, and at the beginning of layers 2, 3 and 4, a convolution moves by 2; the average pooling at the end leaves one position of whatever there is."
      })
  },
  {cells: ["tiny"]}
);
