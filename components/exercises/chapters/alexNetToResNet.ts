import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter from AlexNet to ResNet. */
export const alexNetExercises = chapterExercises(
  "alexnet-to-resnet",
  {
    reduced: (key) =>
      numberExercise({
        key,
        question:
          "GoogLeNet's module 3a brings 192 channels by a 1×1 convolution down to 16, and these by a 5×5 up to 32. How many weights has that branch, without biases?",
        answer: 192 * 16 + 25 * 16 * 32,
        unit: "weights",
        solution:
          "192 · 16 = 3,072 for the reduction, and 5 · 5 · 16 · 32 = 12,800 for the window: 15,872. Without the reduction it would be 5 · 5 · 192 · 32 = 153,600."
      }),
    bottleneck: (key) =>
      numberExercise({
        key,
        question:
          "A bottleneck brings 512 channels down to 128, has a 3×3 there, and goes up to 512 again. How many weights has it, without biases?",
        answer: 2 * 512 * 128 + 9 * 128 * 128,
        unit: "weights",
        solution:
          "512 · 128 = 65,536 down, 9 · 128 · 128 = 147,456 for the 3×3, and 65,536 up: 278,528. Twice the channels are four times the weights of the one above."
      }),
    sigmoids: (key) =>
      numberExercise({
        key,
        question:
          "A gradient goes back through five sigmoids, with weights of 1. What part of it is left at most?",
        answer: 0.25 ** 5,
        tolerance: 0.02,
        solution:
          "The slope σ(x) (1 − σ(x)) is largest at 0, where it is ½ · ½ = ¼. Five of them: 1/1024, about 0.00098."
      }),
    head: (key) =>
      numberExercise({
        key,
        question:
          "VGG-16 ends its convolutions with 512 maps of 7×7. Its first fully connected layer has 4,096 outputs. How many weights has that layer, without biases?",
        answer: 7 * 7 * 512 * 4096,
        unit: "weights",
        solution:
          "7 · 7 · 512 = 25,088 values go in, and each of 4,096 outputs weights all: 102,760,448. That one layer has three quarters of the network's parameters."
      }),
    groups: (key) =>
      numberExercise({
        key,
        question:
          "A 3×3 convolution goes from 384 to 384 channels in two groups, as AlexNet's fourth. How many weights has it, without biases?",
        answer: (9 * 384 * 384) / 2,
        unit: "weights",
        solution:
          "Each group goes from 192 to 192 channels: 9 · 192 · 192 = 331,776, and there are two: 663,552, half of 9 · 384 · 384."
      }),
    field: (key) =>
      numberExercise({
        key,
        question:
          "VGG-16 begins with two 3×3 convolutions, a 2×2 pooling of stride 2, two more convolutions, such a pooling again, and three convolutions, the last of which is called conv3_3. How many pixels along a side does one of its values see?",
        answer: 40,
        unit: "pixels",
        solution:
          "A 3×3 adds 2 steps, and a step is as many pixels as the strides before it multiply to. 1 + 2 + 2 = 5; the pooling adds 1 step: 6, and a step is 2 from here. 6 + 4 + 4 = 14; the pooling adds 2: 16, and a step is 4. 16 + 8 + 8 + 8 = 40."
      }),
    weights: (key) =>
      predictExercise({
        key,
        question: "GoogLeNet has 22 layers, AlexNet 8. Which has more weights? Guess before you look.",
        outcomes: [
          {
            text: "GoogLeNet: it is nearly three times as deep",
            answer:
              "No. AlexNet has almost nine times as many: most of them are in its fully connected layers."
          },
          {text: "About as many", answer: "No. AlexNet has almost nine times as many as GoogLeNet."},
          {
            text: "AlexNet",
            answer:
              "Yes, almost nine times as many: most of them are in its fully connected layers, and GoogLeNet has one of those."
          }
        ]
      })
  },
  {cells: ["nine", "deeper"]}
);
