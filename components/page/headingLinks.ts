/** How long a heading shows that its link is copied. */
const shownMs = 2000;

/**
 * Lets each heading, which is a link to itself, copy that link when it is pressed, and say so: beside the heading, and
 * politely to those who hear the page. Without the clipboard the address has the link, as it has without a script.
 */
export function copyHeadingLinks(): void {
  const said = document.createElement("div");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a.observablehq-header-anchor"))
    link.title = "Copy a link to this place";

  document.addEventListener("click", async ({target}) => {
    const link =
      target instanceof Element && target.closest<HTMLAnchorElement>("a.observablehq-header-anchor");
    if (!link) return;
    const copied = await navigator.clipboard?.writeText(link.href).then(
      () => true,
      () => false
    );
    link.dataset.copied = copied ? "link copied" : "the address bar has the link";
    said.textContent = copied ? "Link copied." : "The address bar has the link.";
    setTimeout(() => {
      delete link.dataset.copied;
      said.textContent = "";
    }, shownMs);
  });
}
