import type {Conv, Leaf, Pool} from "../../network/leaf.js";
import {type Volume, volumeText, windowSpan} from "../../network/shapes.js";
import type {WalkPlace} from "../../network/volumeWalk.js";

/** Returns how the numbers of a place come about, from what its layers are and what enters them: a line each. */
export function placeSums(places: readonly WalkPlace[], place: WalkPlace): string[] {
  const {kind, volume, inputs, leaves} = place;
  const [height, width, channels] = volume;
  if (kind === "image")
    return [`${height} · ${width} · ${channels} = ${count(height * width * channels)} values`];
  const entering = places[inputs[0]].volume;
  if (kind !== "leaf")
    return [
      joinText(
        kind,
        inputs.map((input) => places[input].volume),
        volume
      )
    ];
  return [
    ...leaves.flatMap(({leaf}) => leafSums(leaf, entering, volume)),
    ...(leaves.some(({leaf}) => leaf.type === "norm")
      ? [`γ and β of each channel: 2 · ${channels} = ${count(2 * channels)} parameters`]
      : [])
  ];
}

/** Returns how one side of a map follows from that before it: `⌊(224 + 2 · 3 − 7) / 2⌋ + 1 = 112`. */
export function sideSum(leaf: Conv | Pool, before: number, after: number): string {
  const {padding, stride} = leaf;
  const span = windowSpan(leaf);
  const inside = `${before}${padding > 0 ? ` + 2 · ${padding}` : ""} − ${span}`;
  const room = before + 2 * padding - span;
  if (stride === 1) return `${inside} + 1 = ${after}`;
  const ratio = `(${inside}) / ${stride}`;
  const whole = room % stride === 0 ? ratio : leaf.type !== "conv" && leaf.ceil ? `⌈${ratio}⌉` : `⌊${ratio}⌋`;
  return `${whole} + 1 = ${after}`;
}

function leafSums(leaf: Leaf, [height, width, channels]: Volume, [rows, columns, filters]: Volume): string[] {
  switch (leaf.type) {
    case "conv": {
      const {kernel, groups} = leaf;
      const each = groups === 1 ? `${channels}` : `${channels} / ${groups}`;
      const weights = (kernel * kernel * channels * filters) / groups;
      return [
        sideSum(leaf, height, rows),
        `${kernel} · ${kernel} · ${each} · ${filters} = ${count(weights)} weights`,
        `${count(weights)} · ${rows} · ${columns} = ${count(weights * rows * columns)} multiply–adds`
      ];
    }
    case "maxPool":
    case "averagePool":
      return [sideSum(leaf, height, rows)];
    case "globalAveragePool":
      return [`${height} · ${width} = ${count(height * width)} values of a channel become 1`];
    case "dense": {
      const inputs = height * width * channels;
      const weights = inputs * leaf.units;
      const text = height * width > 1 ? `${height} · ${width} · ${channels}` : `${channels}`;
      return [
        `${text} · ${leaf.units} = ${count(weights)} weights${leaf.bias ? `, and ${count(leaf.units)} biases` : ""}`
      ];
    }
    case "subsample":
      return [`⌈${height} / ${leaf.stride}⌉ = ${rows}`];
    case "padChannels":
      return [`${channels} + ${leaf.channels - channels} = ${leaf.channels} channels`];
    default:
      return [];
  }
}

function joinText(kind: "sum" | "concat", entering: readonly Volume[], volume: Volume): string {
  if (kind === "concat")
    return `${entering.map(([, , channels]) => channels).join(" + ")} = ${volume[2]} channels`;
  const texts = entering.map(volumeText);
  return `${(texts.length > 1 ? texts : [texts[0], texts[0]]).join(" + ")} = ${volumeText(volume)}`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
