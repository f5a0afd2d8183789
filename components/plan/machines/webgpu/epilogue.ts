import type {Activation} from "../../../network/leaf.js";
import type {Accumulation, Epilogue} from "../../epilogue.js";
import {float} from "./shader.js";

/** Returns an *activation* of the WGSL expression *v* of a *type*. */
export function activated(v: string, type: string, activation?: Activation["type"]): string {
  switch (activation) {
    case "relu":
      return `max(${v}, ${type}(0))`;
    case "tanh":
      return `tanh(${v})`;
    case "sigmoid":
      return `(${type}(1) / (${type}(1) + exp(-(${v}))))`;
    default:
      return v;
  }
}

/** Returns *dy* times the slope of an *activation* whose value is *y*. */
export function sloped(dy: string, y: string, type: string, activation: Activation["type"]): string {
  switch (activation) {
    case "relu":
      return `select(${type}(0), ${dy}, ${y} > ${type}(0))`;
    case "tanh":
      return `(${dy} * (1 - ${y} * ${y}))`;
    case "sigmoid":
      return `(${dy} * ${y} * (1 - ${y}))`;
  }
}

/** Returns what an *epilogue* makes of *v*, at *index* of the addend. */
export function finished(v: string, index: string, type: string, epilogue: Epilogue): string {
  const {addendScale, gated, activation} = epilogue;
  const own = gated ? `gate.x * ${v}` : v;
  const factor = `${gated ? "gate.y * " : ""}${addendScale === 1 || addendScale === undefined ? "" : `${float(addendScale)} * `}`;
  const sum = addendScale === undefined ? own : `${own} + ${factor}addend[${index}]`;
  return activated(sum, type, activation);
}

/** Returns what is written where dx is *place*, given the new gradient *v*. */
export function accumulatedOn(place: string, v: string, {keep, keepGated}: Accumulation): string {
  if (keep === undefined) return v;
  const factor = `${keepGated ? "keepGate.w * " : ""}${keep === 1 ? "" : `${float(keep)} * `}`;
  return `${factor}${place} + ${v}`;
}
