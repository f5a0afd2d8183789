import type {KernelOf} from "../../kernel.js";
import {addParts, columnOfThread, columnsOf, rowGroups, sharedSums} from "../columnSums.js";
import {accumulatedOn} from "../epilogue.js";
import {float, type Shader, shader} from "../shader.js";

/**
 * dx = [keep · dx +] g₂ · γ/σ · (dy − Σdy/n − x̂·Σ(dy·x̂)/n), and γ's and β's gradients Σ(dy·x̂) and Σdy.
 *
 * - dy, x, dx `[rows, channels]`; saved, gammaBeta, gammaBetaGradient `[2, channels]`, partials `[parts, 2, channels]`
 * - 4 · rows · channels multiply–adds; reads dy and x once, writes dx once
 *
 * Source: Ioffe and Szegedy 2015 (arXiv:1502.03167), §3.
 */
export function normGradient({rows, channels, parts, gated, accumulation}: KernelOf<"normGradient">): Shader {
  const columns = columnsOf(channels);
  const {type, vectors, walkers, blocks} = columns;
  const groups = rowGroups(rows, columns);
  const gate = gated ? "gate.z * " : "";
  return shader({
    uniforms: {gate: gated, keepGate: accumulation.keepGated},
    read: {
      dy: type,
      x: type,
      saved: type,
      partials: type,
      gammaBeta: type
    },
    write: {dx: type, gammaBetaGradient: type},
    declarations: sharedSums(columns),
    workgroups: [groups, blocks],
    body: `
  ${columnOfThread(columns)}
  ${addParts(columns, parts)}
  if (!works) { return; }
  if (group.x == 0u && w == 0) {
    gammaBetaGradient[c] = ${gate}second;
    gammaBetaGradient[${vectors} + c] = ${gate}first;
  }
  let mean = saved[c];
  let inverse = saved[${vectors} + c];
  let factor = ${gate}gammaBeta[c] * inverse;
  let dyMean = first / ${float(rows)};
  let slope = inverse * second / ${float(rows)};
  for (var r = i32(group.x) * ${walkers} + w; r < ${rows}; r += ${groups * walkers}) {
    let i = r * ${vectors} + c;
    let v = factor * (dy[i] - dyMean - (x[i] - mean) * slope);
    dx[i] = ${accumulatedOn("dx[i]", "v", accumulation)};
  }`
  });
}
