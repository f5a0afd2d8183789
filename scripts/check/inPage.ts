import type {Frame, Page} from "playwright-core";

/**
 * Runs a function in a page, or in a frame of one, and resolves to what it returns, also where the page's own scripts are off. The function uses
 * nothing of its module. It goes as text, since tsx gives functions names by a helper that a page lacks.
 */
export function inPage<Result, Argument = undefined>(
  page: Page | Frame,
  run: (argument: Argument) => Result,
  argument?: Argument
): Promise<Awaited<Result>> {
  const text = JSON.stringify(argument) ?? "undefined";
  return page.evaluate(`(() => { const __name = (f) => f; return (${run})(${text}); })()`);
}
