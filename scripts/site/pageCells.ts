/** What a cell of a page needs, and what it gives to others, by their names. */
export interface CellNames {
  inputs: readonly string[];
  outputs: readonly string[];
}

const definition =
  /^define\(\{id: "([0-9a-f]{8}(?:-\d+)?)"(?:, mode: "\w+")?(?:, inputs: (\[[^\]]*\]))?(?:, outputs: (\[[^\]]*\]))?, /gm;

/** Returns the names of all cells in Framework's *code* for a page, by the cells' ids. */
export function pageCells(code: string): ReadonlyMap<string, CellNames> {
  const names = (list = "[]") => JSON.parse(list) as string[];
  return new Map(
    [...code.matchAll(definition)].map(([, id, inputs, outputs]) => [
      id,
      {inputs: names(inputs), outputs: names(outputs)}
    ])
  );
}

/** Returns the ids of all *cells* that those of *ids* need, near or far, and *ids* themselves. */
export function neededCells(cells: ReadonlyMap<string, CellNames>, ids: Iterable<string>): Set<string> {
  const giver = new Map([...cells].flatMap(([id, {outputs}]) => outputs.map((name) => [name, id] as const)));
  const needed = new Set(ids);
  for (const id of needed)
    for (const name of cells.get(id)?.inputs ?? []) {
      const given = giver.get(name);
      if (given !== undefined) needed.add(given);
    }
  return needed;
}
