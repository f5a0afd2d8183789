/** What the figure of the page "Deeper, and worse" says at one time after Retrain was pressed. */
export interface PageReading {
  ms: number;
  /** The least and the most steps that a network has taken. */
  least: number;
  most: number;
  /** Training errors in percent, by network, as the table beside the figure has them. */
  errors: number[];
  ended: boolean;
}

/** When a reader sees what, in milliseconds after the press; undefined if never. */
export interface PageTimes {
  /** A network has taken a step. */
  firstPointMs?: number;
  /** From here on the second network's error is at least ten points above the first one's. */
  degradationMs?: number;
  endMs?: number;
}

/** By how much the deeper plain network must be worse, in points of percent. */
const gap = 10;

/** Returns when readers saw what, from all *readings* in their order; of plain-20 and plain-56 before all other networks. */
export function pageTimes(readings: readonly PageReading[]): PageTimes {
  const degraded = ({errors: [shallow, deep]}: PageReading) => deep - shallow >= gap;
  const lastBefore = readings.findLastIndex((reading) => !degraded(reading));
  return {
    firstPointMs: readings.find(({most}) => most > 0)?.ms,
    degradationMs: readings[lastBefore + 1]?.ms,
    endMs: readings.find(({ended}) => ended)?.ms
  };
}

/** Returns what a line of status says, such as `Step 3 to 4 of 200 · …` or `Ended at step 200 of 200`. */
export function readStatus(text: string): Pick<PageReading, "least" | "most" | "ended"> {
  const [, least = "0", most = least] = /step (\d+)(?: to (\d+))? of/i.exec(text) ?? [];
  return {least: Number(least), most: Number(most), ended: text.startsWith("Ended")};
}
