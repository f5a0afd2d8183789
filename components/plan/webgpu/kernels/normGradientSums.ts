import type {KernelOf} from "../../kernel.js";
import {columnOfThread, columnsOf, sharedSums, writePart} from "../columnSums.js";
import {sloped} from "../epilogue.js";
import {type Shader, shader} from "../shader.js";

/**
 * Partial sums of dy and dy·x̂ per channel, of which β's and γ's gradients are made. With an activation, dy is first
 * multiplied by its slope, in place: what the shortcut and normGradient then read.
 *
 * - x, y, dy `[rows, channels]`, saved `[2, channels]`, partials `[parts, 2, channels]`
 * - 2 · rows · channels multiply–adds; reads x, dy (and y) once, with an activation writes dy once
 */
export function normGradientSums({rows, channels, parts, activation}: KernelOf<"normGradientSums">): Shader {
  const columns = columnsOf(channels);
  const {type, vectors, walkers, blocks} = columns;
  const run = Math.ceil(rows / parts);
  const slope = activation ? `d = ${sloped("d", "y[i]", type, activation)};\n      dy[i] = d;` : "";
  return shader({
    read: {x: type, saved: type, y: activation !== undefined && type},
    write: {dy: type, partials: type},
    declarations: sharedSums(columns),
    workgroups: [parts, blocks],
    body: `
  ${columnOfThread(columns)}
  var s0 = ${type}(0);
  var s1 = ${type}(0);
  let part = i32(group.x);
  if (works) {
    let mean = saved[c];
    let inverse = saved[${vectors} + c];
    let end = min(${rows}, (part + 1) * ${run});
    for (var r = part * ${run} + w; r < end; r += ${walkers}) {
      let i = r * ${vectors} + c;
      var d = dy[i];
      ${slope}
      s0 += d;
      s1 += d * ((x[i] - mean) * inverse);
    }
  }
  ${writePart(columns)}`
  });
}
