/** What scrolls by itself where it is wider than the page: code, and formulas on lines of their own. */
const regions = "pre, .katex-display";

/**
 * Lets the keyboard reach each region below *top* that has something to scroll, and passes over those that have not. They
 * are measured when the browser has laid them out, and again when their widths change.
 */
export function reachScrollRegions(top: ParentNode): void {
  const observer = new ResizeObserver((entries) => {
    for (const {target} of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const region of top.querySelectorAll(regions)) observer.observe(region);
}
