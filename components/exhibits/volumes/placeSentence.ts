import {stageText} from "../../diagrams/volumes/stageText.js";
import type {Conv, Leaf} from "../../network/leaf.js";
import type {WalkPlace} from "../../network/volumeWalk.js";

/** Returns what there is to notice at a place of a walk. */
export function placeSentence(places: readonly WalkPlace[], place: WalkPlace): string {
  switch (place.kind) {
    case "image":
      return "Height, width and three channels. Every volume on the way is drawn to the scale of this one.";
    case "sum":
      return sumSentence(places, place);
    case "concat":
      return "The branches have one height and width; their channels are joined.";
    case "leaf":
      return leafSentence(places, place);
  }
}

function leafSentence(places: readonly WalkPlace[], place: WalkPlace): string {
  const [{leaf}] = place.leaves;
  switch (leaf.type) {
    case "conv":
      return place.onShortcut ? projection(leaf) : convolution(places, place, leaf);
    case "norm":
      return "Normalization and ReLU change the values, not how many there are: the volume stays.";
    case "maxPool":
      return `The largest value of each window, channel by channel. ${poolings(places, "maxPool", "max pooling")}`;
    case "averagePool":
      return `The mean of each window, channel by channel. ${poolings(places, "averagePool", "average pooling")}`;
    case "globalAveragePool":
      return places[place.inputs[0]].volume[0] === 1
        ? "Nothing is left to be averaged: the map was 1×1 before."
        : `The mean of each whole map. ${poolings(places, "globalAveragePool", "average pooling")}`;
    case "dense":
      return `One number for each of ${leaf.units.toLocaleString("en")} ${place.index === places.length - 1 ? "classes: the largest is the answer" : "outputs"}.`;
    case "subsample":
      return "Option A: the shortcut keeps every second position, and has no weights.";
    case "padChannels":
      return "Option A: channels of zeros are added until there are as many as F(x) has.";
    default:
      return "The volume stays.";
  }
}

function convolution(places: readonly WalkPlace[], place: WalkPlace, conv: Conv): string {
  const before = places[place.inputs[0]].volume;
  if (place.part === "stem") return stem(conv);
  const sentences = [size(place, conv, before[0] < places[0].volume[0]), channels(conv, before[2])];
  if (
    place.block !== undefined &&
    endsResidual(places, place) &&
    !place.leaves.some(({leaf}) => isActivation(leaf))
  )
    sentences.push(
      "The last operation of a block has no ReLU: that comes after the sum, so that F(x) can also subtract."
    );
  return sentences.filter(Boolean).join(" ");
}

function stem({kernel, stride, padding, filters}: Conv): string {
  const moves = stride > 1 ? `, and moves by ${stride}, so the map's sides are divided by ${stride}` : "";
  return `Each of ${filters} filters sees all channels of a ${kernel}×${kernel} window, and gives one channel. It needs a padding of ${padding}, half of ${kernel} rounded down, to stand on the first pixel with its middle${moves}.`;
}

function size(place: WalkPlace, {kernel, stride, padding, groups}: Conv, isHalved: boolean): string {
  const who = place.block === undefined ? "It" : `The first block of ${stageText(place.stage)}`;
  if (stride > 1)
    return `${who} moves by ${stride}: the map is divided by ${stride} by a stride, not by pooling.`;
  if (kernel === 1) return "A 1×1 sees one position, and mixes its channels.";
  const grouped = groups > 1 ? ` Its channels are in ${groups} groups, convolved apart.` : "";
  const first =
    place.block === "layer1.0" && isHalved
      ? " Layer 1 does not stride: the stem has halved the map twice already."
      : "";
  return `Padding ${padding} and stride 1 keep height and width.${grouped}${isFirst(place) ? first : ""}`;
}

function isFirst({leaves}: WalkPlace): boolean {
  return leaves[0].name.endsWith("conv1");
}

function channels({filters, kernel}: Conv, before: number): string {
  if (filters === 2 * before) return `Filters double, from ${before} to ${filters}.`;
  if (filters > before) return `${filters} channels come out of ${before}.`;
  if (filters < before)
    return kernel === 1
      ? `It brings ${before} channels down to ${filters}.`
      : `${before} channels become ${filters}.`;
  return "";
}

function projection({stride, kernel}: Conv): string {
  const moves = stride > 1 ? `, at a stride of ${stride}` : "";
  return `Option B, the dotted shortcut: x has another shape than F(x), so a ${kernel}×${kernel} convolution${moves} brings it there. Normalization follows, no ReLU.`;
}

function sumSentence(places: readonly WalkPlace[], {inputs, leaves}: WalkPlace): string {
  const changed = inputs.some((input) => places[input].onShortcut);
  const first = changed
    ? "Now both have one shape, and can be added."
    : "x comes around the block unchanged, and is added: F(x) + x needs two volumes of one shape.";
  return leaves.some(({leaf}) => isActivation(leaf)) ? `${first} The block's last ReLU follows.` : first;
}

/** Whether what leaves a place goes into a sum. */
function endsResidual(places: readonly WalkPlace[], {index}: WalkPlace): boolean {
  return places.some(({kind, inputs}) => kind === "sum" && inputs.includes(index));
}

function poolings(places: readonly WalkPlace[], type: Leaf["type"], words: string): string {
  const all = places.flatMap(({leaves}) => leaves).filter(({leaf}) => leaf.type === type);
  return all.length === 1
    ? `It is the only ${words} of the network.`
    : `The network has ${all.length} of them.`;
}

function isActivation({type}: Leaf): boolean {
  return type === "relu" || type === "tanh" || type === "sigmoid";
}
