/**
 * Returns a page of Framework whose list of headings stands in the sidebar, under the page that it is of, so that the margin
 * beside the text is free. Framework's script finds the list by its id, and marks in it where a reader is.
 */
export function outlineInSidebar(page: string): string {
  const outline =
    /<aside (id="observablehq-toc"[^>]*)>\s*<nav>\s*<div>[^<]*<\/div>\s*(<ol>[\s\S]*?<\/ol>)\s*<\/nav>\s*<\/aside>\n?/;
  const [whole, attributes, list] = outline.exec(page) ?? [];
  const active = /<li class="observablehq-link observablehq-link-active">.*?<\/li>/;
  if (!whole || !active.test(page)) return page;
  return page
    .replace(whole, "")
    .replace(
      active,
      (item) => `${item}\n<li ${attributes}><nav aria-label="On this page">${list}</nav></li>`
    );
}
