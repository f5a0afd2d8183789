/** The place of a cell, with what the build has drawn there. */
export interface DrawnPlace {
  /** The comment in front of which Framework shows the cell. */
  root: Comment;
  /** What the build has drawn, in order. */
  nodes: ChildNode[];
  /** Whether there is something to press or to choose. */
  live: boolean;
}

/** The data of the comment at whose place Framework shows a cell: its id between colons. */
export const rootPattern = /^:([0-9a-f]{8}(?:-\d+)?):$/;

/** Framework keeps what a cell shows with the comment that is its place. */
interface FrameworkRoot extends Comment {
  _nodes?: ChildNode[];
}

/** Returns the places that the build has drawn below *top*; scripts/site/insertDrawn.ts marks them. */
export function drawnPlaces(top: Node): DrawnPlace[] {
  const comments = document.createNodeIterator(top, NodeFilter.SHOW_COMMENT);
  const places: DrawnPlace[] = [];
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    const [drawn, live] = /^drawn( live)?$/.exec((comment as Comment).data) ?? [];
    if (!drawn) continue;
    const nodes: ChildNode[] = [];
    let next = comment.nextSibling;
    for (; next && !isRoot(next); next = next.nextSibling) nodes.push(next);
    if (next) places.push({nodes, root: next, live: live !== undefined});
  }
  return places;
}

/** Returns the place of each cell below *top*, by the cells' ids. The build asks too, which has no globals of a page. */
export function rootsIn(top: Element): Map<string, Comment> {
  const comments = top.ownerDocument.createNodeIterator(top, 128); // comments
  const roots = new Map<string, Comment>();
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode())
    if (isRoot(comment)) roots.set(comment.data.slice(1, -1), comment);
  return roots;
}

/** Whether a *node* is the place of a cell. */
export function isRoot(node: Node): node is Comment {
  return node.nodeType === 8 && rootPattern.test(node.nodeValue!);
}

/** Returns what a cell shows now: what the build has drawn, or what has come in its place. */
export function shownNodes({root, nodes}: DrawnPlace): ChildNode[] {
  return (root as FrameworkRoot)._nodes ?? nodes;
}

/** Gives what is drawn to the cell, so that it goes when the cell shows something. Framework has defined the cell. */
export function giveToCell({root, nodes}: DrawnPlace): void {
  (root as FrameworkRoot)._nodes?.push(...nodes);
}
