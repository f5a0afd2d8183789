import type {CellLanguage} from "../compiler/cellParser.js";
import type {Prepared} from "../graph/graph.js";

/** Whose code a cell shows: the page's, the reader's own, or that of a link. */
export type Origin = "page" | "own" | "link";

/** A cell that readers edit. Made by createEditableCell. */
export interface EditableCell {
  readonly element: HTMLElement;
  readonly key: string;
  readonly title: string;
  readonly lang: CellLanguage;
  /** The hash of the published code. */
  readonly base: string;
  /** The published code; nothing for a cell of the reader's own. */
  readonly published?: string;
  /** What the cell shows. */
  readonly source: string;
  /** What ran last; nothing if nothing has. */
  readonly ran?: string;
  readonly origin: Origin;
  /** Whether it shows or runs something else than was published. */
  readonly edited: boolean;
  /** What fails elsewhere on the page because of this cell. */
  readonly blamed: readonly unknown[];
  /** Resolves when something that it runs has a result, or has failed, for the first time. */
  readonly settled: Promise<void>;
  /** Numbers, words and truth values that the published code gives names to. */
  readonly literals: Readonly<Record<string, unknown>>;
  /** Shows other code, of the reader's own unless *origin* says otherwise, without running it. */
  write(source: string, origin?: Origin): void;
  /** Runs what the cell shows, and resolves when it is in its place or has been refused. */
  run(): Promise<void>;
  /** Brings the published code back. */
  reset(): Promise<void>;
  /**
   * Makes ready to run *source*, or what the cell shows, or, for null, what was published; putInPlace runs it. Resolves to
   * undefined if it cannot be compiled, which the cell says, or if another run has overtaken it.
   */
  prepare(source?: string | null): Promise<Prepared | undefined>;
  /** Opens the editor, with the cursor where *at* was pressed. */
  open(at?: MouseEvent): Promise<void>;
  /** Adds a button to its bar. */
  addButton(text: string, label: string, act: () => void): HTMLButtonElement;
  /** Ends what it runs, and its editor. */
  remove(): Promise<void>;
}
