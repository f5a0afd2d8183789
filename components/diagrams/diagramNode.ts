import type {SymbolName} from "../symbols/symbols.js";
import type {Part} from "./part.js";

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** *x* and *y* are those of the left upper corner. Lengths are those of the page at full size. */
export interface Rect extends Position {
  readonly width: number;
  readonly height: number;
}

/** The letter of a formula that a mark stands for. */
export type Letter = Extract<SymbolName, "x" | "F" | "H" | "W" | "lambda">;

/** Where a line of the diagram begins or ends. A fork is the point at which a line splits into branches. */
export interface Box extends Rect {
  readonly type: "box";
  readonly kind: "layer" | "group" | "more" | "terminal" | "sum" | "concat" | "fork";
  /** A title, and what else is known. */
  readonly lines: readonly string[];
  readonly part: Part;
}

/** A line from one box to another. */
export interface Edge {
  readonly type: "edge";
  readonly from: Box;
  readonly to: Box;
  readonly points: readonly Position[];
  /** Whether it is the line of a shortcut. */
  readonly bypass: boolean;
  /** Where the room for the text beside it begins. */
  readonly room: number;
  /** The volume that passes. */
  readonly text?: string;
  readonly letter?: Letter;
}

/** A frame around other marks: an open group, or a residual function. */
export interface FrameMark extends Rect {
  readonly type: "frame";
  readonly kind: "group" | "residual";
  readonly marks: readonly Mark[];
}

/** A word or two beside a line. */
export interface Note extends Position {
  readonly type: "note";
  readonly text: string;
}

export type Mark = Box | Edge | FrameMark | Note;

/** A part of the diagram in its place. A bare line has neither **first** nor **last** box. */
export interface Placed {
  readonly marks: readonly Mark[];
  readonly first?: Box;
  readonly last?: Box;
}

/** How far something reaches from its axis to the left and to the right. */
export interface Reach {
  readonly left: number;
  readonly right: number;
}

/** A part of the diagram, measured and ready to be placed. What passes through it enters and leaves on its axis. */
export interface DiagramNode extends Reach {
  readonly height: number;
  place(axis: number, top: number): Placed;
  /** Returns a wider one, if it can be widened: boxes and frames of one column are equally wide. */
  readonly stretch?: {readonly kind: "box" | "frame"; to(reach: Reach): DiagramNode};
}

/** How much a diagram says. */
export interface Saying {
  /** Whether boxes say what they cost. */
  details: boolean;
  /** Whether volumes stand on every line, or where they change. */
  volumes: "all" | "changes";
}
