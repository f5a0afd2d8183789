import {depth} from "../network/depth.js";
import type {Expression} from "../network/expression.js";
import type {Volume} from "../network/shapes.js";
import {diagram, type DiagramOptions} from "./diagram.js";

/** Options of networkDiagram. */
export interface NetworkDiagramOptions extends DiagramOptions {
  /**
   * Groups that are open at first, by their role, such as "block", or their name, such as "layer1.0". Defaults to the
   * stages: each shows its first block, and boxes that stand for its further blocks.
   */
  open?: readonly string[];
}

/**
 * Returns the diagram of a network whose stem, stages, blocks and head fold to one box each and open again. Equal blocks
 * in a row are one box, "× 8".
 */
export function networkDiagram(
  network: Expression,
  input: Volume,
  {open = ["stage"], label = "network", volumes = "changes", ...options}: NetworkDiagramOptions = {}
): HTMLElement {
  const isOpen = ({name, role = ""}: {name: string; role?: string}) =>
    open.includes(role) || open.includes(name);
  return diagram(network, input, {label, volumes, ...options, facts: [`depth ${depth(network)}`], isOpen});
}
