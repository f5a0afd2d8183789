import {usualFrame} from "../../components/embed/dressFrame.js";
import {escaped} from "../../components/embed/escaped.js";
import {pasteTexts} from "../../components/embed/pasteTexts.js";

/** A figure's document, on a site whose address is known. */
export interface PublishedFigure {
  /** The address of the site's root. */
  site: string;
  /** From there, such as `embed/degradation/retrain`. */
  address: string;
  title: string;
}

/** Returns what a host that discovers frames (oembed.com) is told of a figure, as JSON. */
export function oEmbed({site, address, title}: PublishedFigure): string {
  const {width, height} = usualFrame;
  const [{text: html}] = pasteTexts({title, address: site + address, width, height, date: new Date(0)});
  const provider = {provider_name: "Residual networks, run", provider_url: site};
  return JSON.stringify({version: "1.0", type: "rich", title, ...provider, width, height, html});
}

/** Returns the link by which a host finds that. */
export function oEmbedLink({site, address, title}: PublishedFigure): string {
  return `<link rel="alternate" type="application/json+oembed" href="${site}${address}.json" title="${escaped(title)}">`;
}
