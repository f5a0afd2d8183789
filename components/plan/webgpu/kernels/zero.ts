import type {KernelOf} from "../../kernel.js";
import {vectorsOf} from "../elementwise.js";
import {type Shader, shader} from "../shader.js";

/** dx = 0, `[size]`, whatever it holds: 0 times what may be NaN would not do. Writes dx once. */
export function zero({size}: KernelOf<"zero">): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({read: {}, write: {dx: type}, threads, body: `dx[t] = ${type}(0);`});
}
