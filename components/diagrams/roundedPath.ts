import type {Position} from "./diagramNode.js";

/** Returns the path through *points* whose turns are arcs of a *radius*, smaller where there is no room. */
export function roundedPath(points: readonly Position[], radius: number): string {
  const turns = points.slice(1, -1).map((corner, i) => {
    const [before, after] = [points[i], points[i + 2]];
    const room = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    const [from, to] = [toward(corner, before, room), toward(corner, after, room)];
    return `L${text(from)}Q${text(corner)} ${text(to)}`;
  });
  return `M${text(points[0])}${turns.join("")}L${text(points.at(-1)!)}`;
}

/** Returns the head of an arrow that ends where the line through *points* does. */
export function arrowPath(points: readonly Position[]): string {
  const [before, tip] = points.slice(-2);
  const base = toward(tip, before, 6);
  const [dx, dy] = [(tip.x - base.x) / 2, (tip.y - base.y) / 2];
  return `M${text(tip)}L${text({x: base.x - dy, y: base.y + dx})}L${text({x: base.x + dy, y: base.y - dx})}Z`;
}

function toward(from: Position, to: Position, length: number): Position {
  const share = length / (distance(from, to) || 1);
  return {x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y)};
}

function distance(a: Position, b: Position): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function text({x, y}: Position): string {
  return `${round(x)},${round(y)}`;
}

function round(length: number): number {
  return Math.round(100 * length) / 100;
}
