import type {CheckState} from "../../assignment/handIn.js";
import type {EditableCell} from "../cell/cell.js";

/** Returns what became of a check that a *cell* runs: by the lists of claims that it shows, which must all hold. */
export function checkState({
  element,
  ran,
  source
}: Pick<EditableCell, "element" | "ran" | "source">): CheckState {
  if (ran !== source) return "notRun";
  const isWrong = element.hasAttribute("data-error") || element.querySelector("[data-stale]") !== null;
  if (isWrong) return "fails";
  const claims = [...element.querySelectorAll<HTMLElement>(".exercise-claims")];
  if (claims.length === 0) return "notRun"; // it waits for what it needs
  return claims.every(({dataset: {done = "false"}}) => done !== "false") ? "holds" : "fails";
}
