import type {KernelOf} from "../../kernel.js";
import {vectorsOf} from "../elementwise.js";
import {sloped} from "../epilogue.js";
import {type Shader, shader} from "../shader.js";

/** dy times the slope of the activation whose value is y, in place, `[size]` each. Reads both once, writes dy once. */
export function activationGradient({size, activation}: KernelOf<"activationGradient">): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({
    read: {y: type},
    write: {dy: type},
    threads,
    body: `dy[t] = ${sloped("dy[t]", "y[t]", type, activation)};`
  });
}
