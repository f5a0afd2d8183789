import type {AnalysisProgress} from "../../protocol/analyses.js";

/** What an analysis needs of its surroundings. */
export interface AnalysisControl<Row = unknown> {
  /** Called after every measurement. */
  onProgress?: (progress: AnalysisProgress<Row>) => void;
  /** Asked before every measurement; if it returns true, the analysis rejects with an AnalysisStoppedError. */
  cancelled?: () => boolean;
  /** Lets others run between two measurements. */
  nextTask?: () => Promise<void>;
}

/** An analysis was cancelled. */
export class AnalysisStoppedError extends Error {
  override name = "AnalysisStoppedError";
  constructor() {
    super("the analysis was stopped");
  }
}

/** Measures *items* one after the other, and resolves to a row for each. Rejects as soon as it is cancelled. */
export async function measureEach<Item, Row>(
  items: readonly Item[],
  measure: (item: Item, index: number) => Promise<Row>,
  {onProgress, cancelled, nextTask}: AnalysisControl<Row> = {}
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [i, item] of items.entries()) {
    if (cancelled?.()) throw new AnalysisStoppedError();
    const row = await measure(item, i);
    rows.push(row);
    onProgress?.({done: i + 1, total: items.length, rows: [row]});
    await nextTask?.();
  }
  return rows;
}
