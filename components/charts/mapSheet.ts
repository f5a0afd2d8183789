import {html} from "htl";
import type {Volume} from "../network/shapes.js";
import {greyUrl, pixelPlaces} from "./pixelPictures.js";
import {netLabel} from "./scales.js";

/** An image that went through the networks. */
export interface SheetImage {
  readonly label: string;
  /** As a `data:` URL. */
  readonly url: string;
}

/** What a network made of each image, part by part. */
export interface NetMaps {
  /** The network's key. */
  readonly net: string;
  /** `[image][part]`: each `[height · width]`, from 0 to 255. */
  readonly maps: readonly (readonly Uint8Array[])[];
  /** What each part makes of an image. */
  readonly volumes: readonly Volume[];
}

/** Pictures of what networks make of images. */
export interface MapSheet {
  readonly element: HTMLElement;
  /** Shows others in their place: as many images, networks and parts as before. */
  show(images: readonly SheetImage[], networks: readonly NetMaps[], when: string): void;
}

/**
 * Returns what networks make of images as pictures: a column an image, network beside network, and a row a part, the image
 * itself on top. *parts* are the names of the rows.
 */
export function mapSheet(nets: readonly string[], parts: readonly string[], images: number): MapSheet {
  const places = nets.map(() => ["image", ...parts].map(() => pixelPlaces(images)));
  const group = (_: string, net: number, row: number) =>
    html`<div class="map-group">${places[net][row]}</div>`;
  const rows = ["image", ...parts].map(
    (part, row) =>
      html`<div class="map-row"><span>${part}</span>${nets.map((net, i) => group(net, i, row))}</div>`
  );
  const names = nets.map((net) => html`<b>${netLabel(net)}</b>`);
  const element = html`<div class="map-sheet" role="img">
    <div aria-hidden="true">
      <div class="map-row"><span></span>${names}</div>
      ${rows}
    </div>
  </div>`;
  return {
    element,
    show(images, networks, when) {
      const labels = images.map(({label}) => label).join(", ");
      element.setAttribute(
        "aria-label",
        `What ${nets.map(netLabel).join(", ")} make of images of ${labels} ${when}, at ${parts.join(", ")}.`
      );
      for (const [net, {maps, volumes}] of networks.entries())
        for (const [image, {url}] of images.entries()) {
          const urls = [url, ...maps[image].map((map, part) => greyUrl(map, volumes[part]))];
          urls.forEach((one, row) => (places[net][row][image].src = one));
        }
    }
  };
}
