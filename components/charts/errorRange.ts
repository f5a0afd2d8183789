import {html} from "htl";

/**
 * Returns an error in percent with the range of its runs, `2.1 (1.9–2.4)`, for a table; the range is on a line of its own
 * where there is little room (style/run.css).
 */
export function errorRange({
  error,
  low = error,
  high = error
}: {
  error: number;
  low?: number;
  high?: number;
}): Node | string {
  const [mean, least, most] = [error, low, high].map((share) => (100 * share).toFixed(1));
  return least === most ? mean : html`<span>${mean} <span class="range">(${least}–${most})</span></span>`;
}
