import {Inspector} from "observablehq:runtime";

/** Where a cell shows what it gives to `display`. */
export interface DisplayPlace {
  /** Adds *value* to what is shown: a node as it is, anything else as the developer's console would show it. */
  show(value: unknown): void;
  /** Takes over nodes that are shown already. */
  take(nodes: readonly ChildNode[]): void;
  clear(): void;
}

/** Most values that a run of a cell shows: a loop that shows many more would hold up the page at each visit. */
export const mostShown = 1_000;

/** Returns a place at the end of *block*, or wherever that puts what is appended to it. */
export function displayPlace(block: Pick<Element, "append">): DisplayPlace {
  let nodes: ChildNode[] = [];
  let count = 0;
  const add = (added: readonly ChildNode[]) => {
    nodes.push(...added);
    block.append(...added);
  };
  return {
    show(value) {
      if (++count > mostShown + 1) return;
      if (count > mostShown) add([note(`… a cell shows at most ${mostShown.toLocaleString("en")} values`)]);
      else add(isNode(value) ? nodesOf(value) : [inspected(value)]);
    },
    take(taken) {
      nodes.push(...taken);
    },
    clear() {
      for (const node of nodes) node.remove();
      nodes = [];
      count = 0;
    }
  };
}

function note(text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = "muted";
  element.textContent = text;
  return element;
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
