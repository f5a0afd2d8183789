import type {LandscapePoint} from "../../components/protocol/analyses.js";
import {gridPlaces} from "../../components/protocol/landscapeGrid.js";
import type {TrainerRequest} from "../../components/protocol/messages.js";
import {fakeWorkers, microtasks} from "./fakeWorkers.js";

const place = {backend: "wasm" as const, device: "", failures: []};

/** Returns clients whose workers measure when they are told to: a loss of 10 · row + column. */
export function landscapeClients(lossAt = (column: number, row: number) => 10 * row + column) {
  const made: ReturnType<typeof fakeWorkers>[] = [];
  const asked = (i: number) => made[i].workers.at(-1)!.requests.at(-1) as Extract<TrainerRequest, {type: "analyse"}> & { size: number; share: {part: number; of: number}; line?: boolean }; // prettier-ignore

  /** Lets the *i*-th worker measure its next *count* points; after its last it answers. */
  async function measure(i: number, [from, to]: readonly [number, number] = [0, Infinity]): Promise<void> {
    const {requestId, size, share, line} = asked(i);
    const own = gridPlaces({columns: size, rows: line ? 1 : size}).filter(
      (_, k) => k % share.of === share.part
    );
    const all: LandscapePoint[] = own.map(({column, row}) => ({column, row, lossNats: lossAt(column, row), error: 0.5})); // prettier-ignore
    const rows = all.slice(from, to);
    const done = Math.min(to, all.length);
    await made[i].answer({type: "analysing", requestId, done, total: all.length, rows});
    if (to >= all.length)
      await made[i].answer({type: "analysed", requestId, analysis: {rows: all, place, executor: "plan"}}); // prettier-ignore
  }

  return {
    made,
    asked,
    measure,
    createClient() {
      made.push(fakeWorkers());
      return made.at(-1)!.client;
    },
    refuse: async (i: number, message: string) => {
      await made[i].answer({type: "refused", requestId: asked(i).requestId, message});
      await microtasks();
    },
    alive: () => made.reduce((sum, {alive}) => sum + alive(), 0)
  };
}
