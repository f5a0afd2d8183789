import type {ManualChunkMeta} from "rollup";

/** What is in a large room and for no more pages than these is in a file of that room. */
const few = 3;

/** What some pages share is a file of theirs if it has this many letters before it is minified; less is not worth a request. */
const least = 2500;

/** A network as a column is drawn where no block is, and goes with its pages. */
const largeRoom = /[\\/](diagrams|panels|widgets)[\\/](?!columns[\\/])/;

const plot = /[\\/]_node[\\/]@observablehq[\\/]plot/;
const drawn = /[\\/]_node[\\/](?:@observablehq[\\/]plot|d3-(?!array))/; // many that draw nothing take means and sums

/**
 * Returns a function of a module's id, for a site of these *entries*, that says which file it goes into; undefined leaves it to
 * Rollup. What draws with Plot is apart from what does not, so that a page without charts does not load it; and what two pages
 * share is in a file of the two, if it is not very little.
 */
export function chunkOf(entries: readonly string[]) {
  let users: Map<string, Set<string>> | undefined;
  let letters: Map<string, number> | undefined;
  const drawing = new Map<string, boolean>();
  return (id: string, {getModuleInfo}: ManualChunkMeta): string | undefined => {
    const importsOf = (of: string) => getModuleInfo(of)?.importedIds ?? [];
    users ??= usersOf(entries, importsOf);
    letters ??= lettersOf(users, (of) => getModuleInfo(of)?.code?.length ?? 0);
    const package_ = /[\\/]_node[\\/](?:(codemirror|@codemirror|@lezer)|(acorn))/.exec(id);
    if (package_?.[1]) return "editor";
    if (package_?.[2]) return "compiler";
    const pages = users.get(id);
    if (!pages || entries.includes(id)) return undefined; // an entry acts, so nothing else may load it
    if (plot.test(id)) return "plot";
    if (/[\\/]_observablehq[\\/]/.test(id)) return "framework";
    const group = groupOf(id, pages);
    if (group && (pages.size === 1 || letters.get(group)! >= least)) return group;
    return reaches(drawn, id, importsOf, drawing) ? "charts" : "common";
  };
}

/** Returns the file of those few *pages* that load a module, if they are few. */
function groupOf(id: string, pages: ReadonlySet<string>): string | undefined {
  const [, room] = largeRoom.exec(id) ?? [];
  if (room && pages.size > 1 && pages.size <= few) return room;
  const names = [...pages].map((page) => page.replace(/^.*[\\/]|\.entry\.js$/g, "")).sort();
  if (names.length === 1) return `${names[0]}-parts`;
  return names.length === 2 ? names.join("-and-") : undefined;
}

/** Returns how many letters the modules of each group have together. */
function lettersOf(
  users: ReadonlyMap<string, ReadonlySet<string>>,
  size: (id: string) => number
): Map<string, number> {
  const letters = new Map<string, number>();
  for (const [id, pages] of users) {
    const group = groupOf(id, pages);
    if (group) letters.set(group, (letters.get(group) ?? 0) + size(id));
  }
  return letters;
}

/** Returns whether a module, or one that it loads with itself, matches a *pattern*. *known* has what was found before. */
function reaches(
  pattern: RegExp,
  id: string,
  importsOf: (id: string) => readonly string[],
  known: Map<string, boolean>
): boolean {
  const before = known.get(id);
  if (before !== undefined) return before;
  known.set(id, pattern.test(id)); // until it is found, in case modules go in a circle
  const found = pattern.test(id) || importsOf(id).some((of) => reaches(pattern, of, importsOf, known));
  known.set(id, found);
  return found;
}

/** Returns for each module the entries that load it with themselves. */
function usersOf(
  entries: readonly string[],
  importsOf: (id: string) => readonly string[]
): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const entry of entries) {
    const visit = (id: string) => {
      const known = users.get(id) ?? new Set();
      if (known.has(entry)) return;
      users.set(id, known.add(entry));
      importsOf(id).forEach(visit);
    };
    visit(entry);
  }
  return users;
}
