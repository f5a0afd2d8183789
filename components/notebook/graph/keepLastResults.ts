import type {Causes} from "./causes.js";
import {errorText} from "./errorText.js";
import {isRuntimeError, type Module, type Observer, type Variable} from "./runtime.js";
import {seeCause} from "./seeCause.js";

/**
 * Lets every cell of the page, also each expression in a line, keep its last result when it fails, or when something fails
 * that it depends on: it is marked with `data-stale`, and its own error stands below, or where its cause is. Framework would put the error in the
 * place of the result. Cells that start later do so too; an editable one has started, and says itself what fails.
 */
export function keepLastResults(main: Module, causes: Causes): void {
  const kept = new WeakSet<Variable>();
  function keepAll(isMeant: (node: HTMLElement) => boolean): void {
    for (const variable of main._runtime._variables) {
      const {_observer: observer} = variable;
      if (typeof observer !== "object" || !(observer._node instanceof HTMLElement)) continue;
      if (kept.has(variable) || !isMeant(observer._node)) continue;
      kept.add(variable);
      keep(variable, {observer, node: observer._node, causes});
    }
  }
  keepAll(() => true);
  document.addEventListener("cells", () => keepAll((node) => !node.closest("editable-cell"))); // components/page/startCells.ts
}

function keep(
  variable: Variable,
  {observer, node, causes}: {observer: Observer; node: HTMLElement; causes: Causes}
): void {
  let succeeded = false;
  const message = document.createElement("span");
  message.className = "cell-message";
  variable._observer = {
    _node: node,
    pending() {
      message.remove();
      observer.pending?.();
    },
    fulfilled(value, name) {
      succeeded = true;
      causes.mended(node);
      node.removeAttribute("data-stale");
      observer.fulfilled?.(value, name);
    },
    rejected(error, name) {
      const cause = causes.failed(node, error);
      if (!succeeded) return observer.rejected?.(error, name);
      node.setAttribute("data-stale", "");
      if (isRuntimeError(error)) return; // reported by the cell it comes from
      message.setAttribute("role", cause ? "note" : "alert"); // the cause is read out where it is
      message.replaceChildren(cause ? seeCause(cause) : errorText(error));
      node.append(message);
    }
  };
  const succeed = () => void (succeeded ||= variable._version > 0);
  variable._promise.then(succeed, () => {});
}
