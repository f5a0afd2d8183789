import {html} from "htl";
import {linkTo} from "../experiment/link.js";
import type {Training} from "../experiment/trainingSpec.js";
import {isLostDownload, lostDownloadText} from "../fields/lostDownload.js";
import {button} from "../widgets/button.js";
import {download} from "../widgets/download.js";
import {ownAddress} from "../widgets/ownAddress.js";

/** Options of shareButtons. */
export interface ShareOptions {
  /** Returns what the settings ask for, or undefined if something is wrong with them. */
  training(): Training | undefined;
  /** Keys that a link has in any case. Defaults to none. */
  always?: readonly string[];
}

/** Buttons that share settings. */
export interface ShareButtons {
  element: HTMLElement;
  /** Takes away what they show of settings that have changed since. */
  forget(): void;
}

/** What draws a QR code: loaded when one is asked for. */
const drawer = () => import("./qrPicture.js");

/**
 * Returns buttons that copy a link to a page with these settings, show it as a QR code, and download the settings for
 * `npm run record`.
 */
export function shareButtons({training, always}: ShareOptions): ShareButtons {
  const said = html`<output></output>`;
  const code = html`<div class="qr-place" hidden></div>`;
  let asked = 0; // counts what is asked for: a code that comes late, of other settings, is not shown

  function forget(): void {
    asked++;
    said.replaceChildren();
    show();
  }

  function show(...shown: (Node | string)[]): void {
    code.hidden = shown.length === 0;
    code.replaceChildren(...shown);
  }

  function link(): string | undefined {
    const found = training();
    return found && new URL(`?${linkTo(found, always)}`, ownAddress(element)).href;
  }

  async function copy(): Promise<void> {
    const copied = link();
    if (copied === undefined) return;
    try {
      await navigator.clipboard.writeText(copied);
      said.textContent = "Copied.";
    } catch {
      said.replaceChildren(html`<a href=${copied}>${copied}</a>`); // a frame may not be allowed to write to the clipboard
    }
  }

  async function showCode(): Promise<void> {
    forget();
    const [number, shown] = [asked, link()];
    if (shown === undefined) return;
    const parts = await codeParts(shown);
    if (number === asked) show(...parts);
  }

  function save(): void {
    const list = training()?.specs;
    if (list)
      download(
        "residual-networks.json",
        new Blob([JSON.stringify(list, null, 2)], {type: "application/json"})
      );
  }

  const element = html`<div class="share">
    <div class="controls" role="group" aria-label="Share the settings">
      ${button("Copy link", copy)} ${button("QR code", showCode)}
      ${button("JSON", save, {title: "A list of run specs, as npm run record takes it"})} ${said}
    </div>
    ${code}
  </div>`;
  return {element, forget};
}

/** A link's QR code, or why there is none, and the link itself. */
async function codeParts(link: string): Promise<Node[]> {
  const text = html`<a href=${link}>${link}</a>`;
  try {
    const {mostQrBytes, qrPicture} = await drawer();
    const picture = qrPicture(link, {label: "QR code of the link to these settings"});
    const most = mostQrBytes.toLocaleString("en");
    return [
      picture ?? html`<p role="status">The link is too long for a QR code, which holds ${most} bytes.</p>`,
      text
    ];
  } catch (error) {
    if (!isLostDownload(error)) throw error;
    return [html`<p role="alert">No QR code: ${lostDownloadText}.</p>`, text];
  }
}
