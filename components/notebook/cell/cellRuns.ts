import type {CompiledCell} from "../compiler/compileCell.js";
import type {CellPlace} from "../compiler/locate.js";
import type {GraphCell, Prepared} from "../graph/graph.js";
import type {RunOutcome} from "./cellMessages.js";

/** Options of createCellRuns. */
export interface CellRunsOptions {
  /** Returns the cell's place in the graph. */
  place(): Promise<GraphCell>;
  compile(source: string): Promise<CompiledCell>;
  /** Called before edited code begins to run, and awaited. */
  begin(): Promise<void>;
  /** Called when code was refused: by the compiler, or by the graph. No *error* is given of a run that was overtaken. */
  onRefusal(refused?: {error: unknown; place?: CellPlace}): void;
}

/** One run to be prepared. */
export interface CellRun {
  source: string;
  /** Whether the definition that Framework built will do, where there is one. */
  original: boolean;
  /** Called when the run is in its place. */
  onSuccess(outcome: RunOutcome): void;
}

/** The runs of a cell, of which only the latest counts. Made by createCellRuns. */
export interface CellRuns {
  /** Returns a run that is ready for putInPlace; nothing if it was refused or overtaken. */
  prepare(request: CellRun): Promise<Prepared | undefined>;
  /** Lets no run that is being prepared come to its end. */
  cancel(): void;
}

/** Returns the runs of a cell that has begun none. */
export function createCellRuns({place, compile, begin, onRefusal}: CellRunsOptions): CellRuns {
  let latest = 0; // a run that is overtaken by another leaves no trace

  async function prepareDue(
    {source, original, onSuccess}: CellRun,
    {isDue, refuse}: {isDue: () => boolean; refuse: Prepared["refuse"]}
  ): Promise<Prepared | undefined> {
    const cell = await place();
    const compiled = original && cell.original ? undefined : await compile(source);
    const definition = compiled ?? cell.original!;
    if (!isDue()) return undefined;
    let lost: string[] = [];
    return {
      cell,
      definition,
      get isDue() {
        return isDue();
      },
      async begin() {
        lost = cell.missing(definition.outputs);
        if (compiled) await begin();
      },
      succeed: () => onSuccess({locate: compiled?.locate, lost}),
      refuse
    };
  }

  return {
    async prepare(request) {
      const own = ++latest;
      const isDue = () => own === latest;
      const refuse = async (error: unknown) => {
        const {locate} = await import("../compiler/locate.js");
        onRefusal(isDue() ? {error, place: locate(error)} : undefined);
      };
      try {
        return await prepareDue(request, {isDue, refuse});
      } catch (error) {
        await refuse(error);
        return undefined;
      }
    },
    cancel() {
      ++latest;
    }
  };
}
