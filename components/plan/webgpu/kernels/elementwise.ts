import type {KernelOf} from "../../kernel.js";
import {activated, sloped} from "../epilogue.js";
import {float, lanes, type Shader, shader, vector} from "../shader.js";

/** y = activation(scales[0]·g₀·x0 + scales[1]·g₁·x1), `[size]` each. Reads each term once, writes y once. */
export function combine({size, scales, gated, activation}: KernelOf<"combine">): Shader {
  const {type, threads} = vectorsOf(size);
  const terms = scales.map((scale, i) => {
    const gate = gated ? `gate.${"xy"[i]} * ` : "";
    return `${gate}${scale === 1 ? "" : `${float(scale)} * `}x${i}[t]`;
  });
  return shader({
    uniforms: {gate: gated},
    read: {x0: type, x1: scales.length > 1 && type},
    write: {y: type},
    threads,
    body: `let v = ${terms.join(" + ")};
  y[t] = ${activated("v", type, activation)};`
  });
}

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

/** dx = keep·dx + scale·g·dy, `[size]` each; g is the gate's number for the way back of *gated*. */
export function accumulate({size, keep, scale, gated}: KernelOf<"accumulate">): Shader {
  const {type, threads} = vectorsOf(size);
  const gate = gated ? `gate.${gated === "residual" ? "z" : "w"} * ` : "";
  const kept = keep === 0 ? "" : `${keep === 1 ? "" : `${float(keep)} * `}dx[t] + `;
  return shader({
    uniforms: {gate: gated !== undefined},
    read: {dy: type},
    write: {dx: type},
    threads,
    body: `dx[t] = ${kept}${gate}${float(scale)} * dy[t];`
  });
}

/** dx = factor·g₃·dx, `[size]`, in place. */
export function scale({size, factor, gated}: KernelOf<"scale">): Shader {
  const {type, threads} = vectorsOf(size);
  return shader({
    uniforms: {gate: gated},
    read: {},
    write: {dx: type},
    threads,
    body: `dx[t] = ${gated ? "gate.w * " : ""}${float(factor)} * dx[t];`
  });
}

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

function vectorsOf(size: number): {type: string; threads: number} {
  const width = lanes(size);
  return {type: vector(width), threads: size / width};
}
