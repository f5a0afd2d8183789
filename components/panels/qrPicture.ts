import {svg} from "htl";
import {encode} from "uqr";

/** The white around a code that a camera needs, in modules (ISO/IEC 18004). */
const quiet = 4;

/** The most bytes in the largest code, version 40, at the lowest error correction. */
export const mostQrBytes = 2953;

/**
 * Returns the QR code of a *link*: black on white in every colour scheme, since many cameras read no other, with **label** for its
 * name. Returns undefined for a link that is too long.
 */
export function qrPicture(link: string, {label}: {label: string}): SVGElement | undefined {
  if (new TextEncoder().encode(link).length > mostQrBytes) return undefined;
  const {data, size} = encode(link, {ecc: "L", boostEcc: true, border: quiet});
  const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return svg`<svg class="qr-code" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    <rect width=${size} height=${size} fill="#fff"></rect>
    <path d=${modules.join("")} fill="#000"></path>
  </svg>` as SVGElement;
}
