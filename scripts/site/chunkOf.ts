import type {ManualChunkMeta} from "rollup";

/** What is in a large room and for no more pages than these is in a file of that room. */
const few = 3;

/** Returns a function of a module's id, for a site of these *entries*, that says which file it goes into; undefined leaves it to Rollup. */
export function chunkOf(entries: readonly string[]) {
  let users: Map<string, Set<string>> | undefined;
  return (id: string, {getModuleInfo}: ManualChunkMeta): string | undefined => {
    users ??= usersOf(entries, (of) => getModuleInfo(of)?.importedIds ?? []);
    const package_ =
      /[\\/]_node[\\/](?:(@observablehq[\\/]plot|d3-)|(codemirror|@codemirror|@lezer)|(acorn))/.exec(id);
    if (package_?.[2]) return "editor";
    if (package_?.[3]) return "compiler";
    const pages = users.get(id);
    if (!pages || entries.includes(id)) return undefined; // an entry acts, so nothing else may load it
    if (package_?.[1]) return "plot";
    if (/[\\/]_observablehq[\\/]/.test(id)) return "framework";
    const [, room] = /[\\/](diagrams|panels)[\\/]/.exec(id) ?? [];
    if (room && pages.size > 1 && pages.size <= few) return room;
    return pages.size > 1 ? "common" : [...pages][0].replace(/^.*[\\/]|\.entry\.js$/g, "").concat("-parts");
  };
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
