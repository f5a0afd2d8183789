import {chapterExercises} from "../chapterExercises.js";
import {numberExercise} from "../numberExercise.js";
import {predictExercise} from "../predictExercise.js";

/** The exercises of the chapter with ResNet-50 in code. */
export const codeExercises = chapterExercises(
  "code",
  {
    convolutions: (key) =>
      numberExercise({
        key,
        question:
          "ResNet-101 has 3, 4, 23 and 3 bottlenecks. How many convolutions does its class make, those of the shortcuts included?",
        answer: 1 + 3 * (3 + 4 + 23 + 3) + 4,
        unit: "convolutions",
        solution:
          "1 in the stem, 3 in each of 33 blocks, and a projection in the first block of each of the four layers: 1 + 99 + 4 = 104. The name counts 1 + 99 and the fully connected layer; it does not count projections."
      }),
    dilated: (key) =>
      numberExercise({
        key,
        question:
          "Only layer4 dilates: replace_stride_with_dilation=[False, False, True], and an image of 224×224. How many positions along a side has the volume that layer4 gives?",
        answer: 14,
        unit: "positions",
        solution:
          "The stem halves twice: 56. layer2 and layer3 halve as ever: 28, 14. layer4 dilates and keeps it: 14. Without dilation it would be 7."
      }),
    order: (key) =>
      predictExercise({
        key,
        question:
          "Someone joins the two loops that begin the weights: for every part, set γ of its bn3 to 0 if it is a Bottleneck; set γ to 1 if it is a BatchNorm2d. What does zero_init_residual=True do then?",
        outcomes: [
          {text: "The same as before", answer: "No. Look in which order modules() gives them."},
          {
            text: "Nothing: every γ starts at 1",
            answer:
              "Yes. modules() gives a block before its parts, so that bn3 comes after its Bottleneck and is set to 1 again. Nothing complains."
          },
          {
            text: "It sets γ of every normalization to 0",
            answer:
              "No. Only bn3 is ever set to 0, and not for long: look in which order modules() gives them."
          }
        ]
      }),
    head: (key) =>
      predictExercise({
        key,
        question:
          "You have weights of a ResNet-50 for 1,000 classes, and build one with num_classes=10. Which of its tensors do not fit?",
        outcomes: [
          {
            text: "fc.weight alone",
            answer: "Not only: fc.bias has a number for each class too, 1,000 of them in place of 10."
          },
          {
            text: "fc.weight and fc.bias",
            answer:
              "Yes: 1000×2048 and 1000 in the file, 10×2048 and 10 in the network. All others have the same names and shapes, so a new head on an old body is two tensors to learn."
          },
          {
            text: "All of layer4, and the head",
            answer:
              "No. Nothing in the layers knows how many classes there are: only fc.weight and fc.bias do."
          }
        ]
      }),
    frozen: (key) =>
      predictExercise({
        key,
        question:
          "freeze_backbone() has set requires_grad = False for all but the head, and you train in train mode. What of the body still changes?",
        outcomes: [
          {text: "Nothing", answer: "No. Not everything that a layer remembers is a parameter."},
          {
            text: "The running means and variances of its batch normalizations",
            answer:
              "Yes. They follow every batch in train mode, since they are buffers and no parameters. Put these layers in eval mode if the body is to stay as it was."
          },
          {
            text: "γ and β of its batch normalizations",
            answer:
              "No. These are parameters, and frozen with the others. But the layer remembers more than them."
          }
        ]
      })
  },
  {cells: ["options"]}
);
