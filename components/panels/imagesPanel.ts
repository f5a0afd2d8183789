import {html} from "htl";
import {contactSheet} from "../charts/contactSheet.js";
import type {TrainingClient} from "../client/client.js";
import type {DatasetSpec} from "../protocol/images.js";
import {dropPlace} from "../widgets/dropPlace.js";
import {whenSeen} from "../widgets/whenSeen.js";

/** Options of imagesPanel. */
export interface ImagesOptions {
  client: TrainingClient;
  /** Called with the name of the data set that the reader chose to see. */
  onDataset?: (name: DatasetSpec["name"]) => void;
}

/**
 * Returns what the networks learn from: a contact sheet of Shapes-10, and a place to drop CIFAR-10. Files are read in
 * the worker and kept in this browser; they go nowhere else.
 */
export function imagesPanel({client, onDataset}: ImagesOptions): HTMLElement {
  const sheet = html`<div class="sheet-place"></div>`;
  const message = html`<div class="message" hidden></div>`;
  const drop = dropPlace({
    ...{accept: ".gz,.tar,.bin,application/gzip", multiple: true},
    text: html`Drop <code>cifar-10-binary.tar.gz</code> here, or <u>choose the file</u>, to train on CIFAR-10
      instead. It is read and kept in this browser, and sent nowhere.`,
    take: (files) => void take(files)
  });

  let wanted: DatasetSpec["name"] | undefined; // what the sheet is to show: samples may come late

  function say(text: string, role: "status" | "alert"): void {
    message.setAttribute("role", role);
    message.textContent = text;
    message.hidden = false;
  }

  async function show(name: DatasetSpec["name"]): Promise<void> {
    wanted = name;
    try {
      const sample = await client.sample(
        {
          name,
          size: 32,
          difficulty: "plain",
          normalization: "deviation",
          classes: "all",
          imagesPerClass: 0,
          augment: false
        },
        12
      );
      if (wanted === name) sheet.replaceChildren(contactSheet(sample));
    } catch (error) {
      say((error as Error).message, "alert");
    }
  }

  async function take(files: File[]): Promise<void> {
    say(`Reading ${files.map(({name}) => name).join(", ")} …`, "status");
    try {
      const {train, test} = await client.importCifar(files);
      const counts = `${train.toLocaleString("en")} training and ${test.toLocaleString("en")} test images`;
      say(`CIFAR-10 is here: ${counts}. The figure above is set to train on it.`, "status");
      onDataset?.("cifar10");
      await show("cifar10");
    } catch (error) {
      say((error as Error).message, "alert");
    }
  }

  const element = html`<div class="images">${sheet}${drop}${message}</div>`;
  whenSeen(element, () => wanted ?? void show("shapes"));
  return element;
}
