import {chapterExercises} from "../chapterExercises.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter from AlexNet to ResNet. */
export const alexNetExercises = chapterExercises("alexnet-to-resnet", {
  weights: (key) =>
    predictExercise({
      key,
      question:
        "GoogLeNet has 22 layers, AlexNet 8. Which has more weights? Guess before you look at the parameters above.",
      outcomes: [
        {
          text: "GoogLeNet: it is nearly three times as deep",
          answer: "No. AlexNet has almost nine times as many: most of them are in its fully connected layers."
        },
        {text: "About as many", answer: "No. AlexNet has almost nine times as many as GoogLeNet."},
        {
          text: "AlexNet",
          answer:
            "Yes, almost nine times as many: most of them are in its fully connected layers, and GoogLeNet has one of those."
        }
      ]
    })
});
