import {html} from "htl";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {faultsOf} from "../fields/fault.js";
import type {Volume} from "../network/shapes.js";
import {dropPlace} from "../widgets/dropPlace.js";
import {faultList} from "../widgets/faultList.js";
import {preparedImage} from "./weightsImage.js";
import {fitTable, foundText, topScores} from "./weightsTable.js";

/** Options of weightsPanel. */
export interface WeightsPanelOptions {
  client?: Pick<TrainingClient, "weigh">;
  /** Loads the names of ImageNet's classes, by which a network of as many classes answers. Defaults to none. */
  classNames?(): Promise<readonly string[]>;
}

let panels = 0; // for ids

/**
 * Returns a place to drop PyTorch's weights: what they are of, a table of what fits, and what the network makes of a reader's
 * image. Files are read in the worker, and go nowhere; nothing in them is run.
 */
export function weightsPanel({
  client = createTrainingClient(),
  classNames = () => Promise.resolve([])
}: WeightsPanelOptions = {}): HTMLElement {
  const faults = faultList(`weights-${++panels}-fault`);
  const status = html`<p class="status" role="status"></p>`;
  const [table, scores] = [html`<div></div>`, html`<div class="weights-scores"></div>`];
  const weights = dropPlace({
    accept: ".pth,.pt,.safetensors",
    text: html`Drop a <code>.pth</code> or <code>.safetensors</code> file here, or <u>choose one</u>. It is
      read in this browser, and sent nowhere.`,
    take: ([given]) => void takeWeights(given)
  });
  const image = dropPlace({
    accept: "image/*",
    text: html`Now drop an image here, or <u>choose one</u>, to see the five highest classes. It is sent
      nowhere.`,
    take: ([given]) => void takeImage(given)
  });
  image.hidden = true;
  let file: File | undefined;
  let input: Volume | undefined;

  async function takeWeights(given: File): Promise<void> {
    image.hidden = true;
    scores.replaceChildren();
    table.replaceChildren();
    await told(`Reading ${given.name} …`, async () => {
      const weighed = await client.weigh({file: given});
      [file, input] = [given, weighed.input];
      table.replaceChildren(fitTable(weighed));
      image.hidden = false;
      return foundText(weighed);
    });
  }

  async function takeImage(given: File): Promise<void> {
    if (!file || !input) return;
    const [of, volume] = [file, input];
    await told("The network looks at the image …", async () => {
      const {values, canvas} = await preparedImage(given, volume);
      const weighed = await client.weigh({file: of, image: {volume, values}});
      const names = await classNames().catch(() => []); // numbers do without a network
      scores.replaceChildren(canvas, topScores(weighed.scores ?? [], names));
      return `${foundText(weighed)} One pass took ${Math.round(weighed.elapsedMs ?? 0)} ms on ${weighed.backend}.`;
    });
  }

  /** Says what goes on, then what came of it, or what is wrong. */
  async function told(text: string, act: () => Promise<string>): Promise<void> {
    faults.show([]);
    status.textContent = text;
    try {
      status.textContent = await act();
    } catch (error) {
      status.textContent = "";
      const found = faultsOf(error);
      if (found) faults.show(found);
      else faults.showText((error as Error).message);
    }
  }

  return html`<div class="run" role="group" aria-label="Weights from PyTorch">
    ${weights}${faults.element}${status}${table}${image}${scores}
  </div>`;
}
