import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import {diagram, type DiagramOptions} from "./diagram.js";

/**
 * Returns the diagram of a residual block, or of any small expression: every layer a box, the volume on every line, and
 * what it all costs below.
 *
 * The residual function, the shortcut, the weights, λ and the sum have the letters of formulas as `data-symbol`.
 */
export function blockDiagram(
  block: Expression,
  input: Volume,
  {label = "block", volumes = "all", ...options}: DiagramOptions = {}
): HTMLElement {
  return diagram(block, input, {label, volumes, ...options});
}
