import {Inspector} from "observablehq:runtime";

/** Where a cell shows what it gives to `display`. */
export interface DisplayPlace {
  /** Adds *value* to what is shown: a node as it is, anything else as the developer's console would show it. */
  show(value: unknown): void;
  /** Takes over nodes that are shown already. */
  take(nodes: readonly ChildNode[]): void;
  clear(): void;
}

/** Returns a place at the end of *block*. */
export function displayPlace(block: Element): DisplayPlace {
  let nodes: ChildNode[] = [];
  return {
    show(value) {
      const added = isNode(value) ? nodesOf(value) : [inspected(value)];
      nodes.push(...added);
      block.append(...added);
    },
    take(taken) {
      nodes.push(...taken);
    },
    clear() {
      for (const node of nodes) node.remove();
      nodes = [];
    }
  };
}

function nodesOf(node: Node): ChildNode[] {
  return node instanceof DocumentFragment ? [...node.childNodes] : [node as ChildNode];
}

function inspected(value: unknown): HTMLElement {
  const element = document.createElement("div");
  new Inspector(element).fulfilled(value);
  return element;
}

/** False for a value whose class is merely called Node. */
function isNode(value: unknown): value is Node {
  return value instanceof Node && value instanceof (value.constructor as typeof Node);
}
