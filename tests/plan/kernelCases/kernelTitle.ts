import type {Geometry} from "../../../components/plan/operations/convolution/geometry.js";
import type {Kernel} from "../../../components/plan/operations/kernels.js";

/** Returns *kernel* in words: its type, its sizes, and the options that it has. */
export function titleOf(kernel: Kernel): string {
  const {type, ...options} = kernel;
  return [type, ...wordsOf(options)].join(" ");
}

function wordsOf(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [name];
    if (name === "geometry") return geometryWords(value as Geometry);
    if (Array.isArray(value)) return [`${name} ${value.map((item) => wordsOfItem(item)).join(" + ")}`];
    return typeof value === "object" ? wordsOf(value) : [`${name} ${value}`];
  });
}

function wordsOfItem(item: unknown): string {
  return typeof item === "object" ? wordsOf(item!).join(" ") : String(item);
}

function geometryWords({
  batch,
  height,
  width,
  channels,
  outHeight,
  outWidth,
  filters,
  ...rest
}: Geometry): string[] {
  const volumes = `${[batch, height, width, channels].join("×")} → ${[outHeight, outWidth, filters].join("×")}`;
  return [volumes, ...wordsOf(rest)];
}
