import type {Page} from "playwright-core";

/** Returns the key of a page's first cell that can be edited. */
export async function firstCell(page: Page): Promise<string> {
  const id = await page.locator("editable-cell").first().getAttribute("id");
  return (id ?? "").replace(/^cell-/, "");
}

/** Writes code into a cell in place of what is there, and does not run it. The focus stays in the cell. */
export async function writeCode(page: Page, key: string, code: string): Promise<void> {
  const cell = page.locator(`#cell-${key}`);
  const content = cell.locator(".cm-content");
  if ((await content.count()) === 0) await cell.getByRole("button", {name: /^Edit/}).click();
  await content.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(code);
}
