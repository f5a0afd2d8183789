import {clear, keys, type UseStore} from "idb-keyval";
import {openStore} from "./openStore.js";

/** One kind of thing that this site keeps in a browser. */
export interface KeptKind {
  readonly name: string;
  readonly what: string;
}

/** How much of a kind is kept. */
export interface Kept extends KeptKind {
  readonly count: number;
  /** Deletes all of it. Rejects if the browser does not let it. */
  forget(): Promise<void>;
}

/** What is kept as text, by how its keys begin. */
const texts: readonly (KeptKind & {prefixes: readonly string[]})[] = [
  {name: "edits", what: "changes to cells of a page, by page", prefixes: ["edited-cells:"]},
  {name: "notebooks", what: "notebooks of the lab, and assignments", prefixes: ["notebook:"]},
  {name: "exercises", what: "which exercises are done", prefixes: ["residual-course-exercises"]},
  {
    name: "notes",
    what: "how a page with changed cells was left, so that code which froze it does not run again unasked",
    prefixes: ["editing:", "restoring:"]
  }
];

/** What is kept in IndexedDB: each has a database of its own, with one store. */
const databases: readonly (KeptKind & {database: string; store: string})[] = [
  {
    name: "runs under way",
    what: "a training that was left, to go on with, by figure",
    ...{database: "residual-course-runs", store: "sessions"}
  },
  {
    name: "trained networks",
    what: "the last eight networks that were trained here, for the figures that open them",
    ...{database: "residual-course-networks", store: "networks"}
  },
  {
    name: "assignments",
    what: "runs that were trained in assignments, to be handed in with them",
    ...{database: "residual-course-assignments", store: "runs"}
  },
  {
    name: "images",
    what: "CIFAR-10, if it was dropped on a page, and images of your own classes",
    ...{database: "residual-course-images", store: "datasets"}
  },
  {
    name: "device",
    what: "how fast the graphics card and the processor are, one against the other",
    ...{database: "residual-course-devices", store: "calibrations"}
  }
];

/** All kinds of things that this site keeps. */
export const keptKinds: readonly KeptKind[] = [...texts, ...databases].map(({name, what}) => ({name, what}));

/** Returns how much of each kind this browser keeps, in the order of keptKinds; what it does not tell counts as nothing. */
export async function keptHere(notes: Notes | undefined = browserNotes()): Promise<Kept[]> {
  const kept = await Promise.all(databases.map(keptInDatabase));
  return [...texts.map((kind) => keptAsText(kind, notes)), ...kept];
}

/** What is needed of a browser's storage of texts. */
type Notes = Pick<Storage, "length" | "key" | "removeItem">;

/** One that stores nothing for this site throws even where its storage is only named. */
function browserNotes(): Notes | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

function keptAsText({name, what, prefixes}: (typeof texts)[number], notes?: Notes): Kept {
  const own = () =>
    Array.from({length: notes?.length ?? 0}, (_, i) => notes!.key(i)!).filter((key) =>
      prefixes.some((prefix) => key.startsWith(prefix))
    );
  return {
    ...{name, what, count: own().length},
    async forget() {
      for (const key of own()) notes!.removeItem(key);
    }
  };
}

async function keptInDatabase({name, what, database, store}: (typeof databases)[number]): Promise<Kept> {
  const open = opened(database, store);
  const count = await keys(open).then(
    ({length}) => length,
    () => 0 // a browser that keeps nothing refuses
  );
  return {name, what, count, forget: () => clear(open)};
}

const stores = new Map<string, UseStore>();

function opened(database: string, store: string): UseStore {
  const known = stores.get(database) ?? openStore(database, store);
  stores.set(database, known);
  return known;
}
