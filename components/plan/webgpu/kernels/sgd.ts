import type {KernelOf} from "../../kernel.js";
import {vectorsOf} from "../elementwise.js";
import {type Shader, shader} from "../shader.js";

/**
 * One step of gradient descent on all parameters at once: v ← momentum·v + (g + decay·p), p ← p − rate·v, `[size]` each.
 * Reads three numbers a parameter and writes two. Source: torch.optim.SGD.
 */
export function sgd({size}: KernelOf<"sgd">): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({
    uniforms: {hyper: true},
    read: {gradients: type},
    write: {parameters: type, velocities: type},
    threads,
    body: `let p = parameters[t];
  let v = hyper.y * velocities[t] + (gradients[t] + hyper.z * p);
  velocities[t] = v;
  parameters[t] = p - hyper.x * v;`
  });
}
