/** Returns *name*, or, if it is taken, `name_2`, `name_3` and so on: the first that is not. */
export function distinctName(name: string, taken: {has(name: string): boolean}): string {
  let unused = name;
  for (let count = 2; taken.has(unused); ++count) unused = `${name}_${count}`;
  return unused;
}
