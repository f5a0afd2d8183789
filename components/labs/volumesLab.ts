import {html} from "htl";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {channelChoice} from "../exhibits/volumes/channelChoice.js";
import {mapPicture, squarePicture} from "../exhibits/volumes/imageValues.js";
import {mapPair} from "../exhibits/volumes/mapPair.js";
import {networkChoice} from "../exhibits/volumes/networkChoice.js";
import {sumText} from "../exhibits/volumes/sumText.js";
import {walkView} from "../exhibits/volumes/walkView.js";
import {channelMap} from "../exhibits/volumes/windowSum.js";
import {volumeWalk} from "../network/volumeWalk.js";
import {button} from "../widgets/button.js";
import {type ImageJourney, imageJourney} from "./imageJourney.js";

/** A photograph that is shipped, as data/chelsea.json has it. */
export interface Photograph {
  /** A `data:` URL. */
  readonly url: string;
}

/** Options of volumesLab. */
export interface VolumesLabOptions {
  photograph: Photograph;
  /** The network at first. Defaults to `resnet34`. */
  network?: string;
  /** The promise of the cell that holds it. When it settles, what is under way ends. */
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** A walk of more places is drawn with some of its blocks. */
const mostPlaces = 100;

const invitation = "The maps are blank until an image has gone through.";

/** Returns a walk through the volumes of a network that a reader chooses, and what becomes of an image on the way. */
export function volumesLab({
  photograph,
  network = "resnet34",
  invalidation,
  client = createTrainingClient()
}: VolumesLabOptions): HTMLElement {
  const choice = networkChoice(network);
  const channels = channelChoice();
  const pair = mapPair((position) => view.lookAt({place: view.spot.place, ...position}));
  const numbers = html`<div></div>`;
  const status = html`<p class="status" role="status">${invitation}</p>`;
  const go = button("Send the image through", () => void send(), {className: "primary"});
  const file = html`<input type="file" accept="image/*" class="visually-hidden" />` as HTMLInputElement;
  const own = html`<label class="file-button">${file}an image of your own</label>`;
  const view = walkView({
    controls: html`<div>
      <div class="controls">${go}${own}${channels.element}</div>
      ${status}
    </div>`,
    beside: html`<div class="walk-maps">${pair.element}${numbers}</div>`
  });
  let url = photograph.url;
  let journey: ImageJourney | undefined;
  let latest = 0; // number of what was asked for last: what comes late is dropped

  function show(): void {
    const {name, expression, input} = choice.value;
    const places = volumeWalk(expression, input);
    forget(invitation);
    view.show(places, {label: name, every: places.length <= mostPlaces});
    view.setFace(0, url);
  }

  function forget(said: string): void {
    latest++;
    journey = undefined;
    status.textContent = said;
  }

  async function send(): Promise<void> {
    const number = ++latest;
    const {places} = view;
    const began = performance.now();
    go.disabled = true;
    status.textContent = "On its way …";
    try {
      const found = await imageJourney({client, network: choice.value, places, url});
      if (number !== latest) return;
      journey = found;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      status.textContent = `Through in ${seconds} s, first weights and all, on ${found.where}. The weights are those that training begins with; normalization goes by this image’s own statistics.`;
      setFaces();
      showSpot();
    } catch (error) {
      if (number === latest) status.textContent = `Not through: ${(error as Error).message}.`;
    } finally {
      go.disabled = false;
    }
  }

  /** Draws the map of every place, the nearest to the reader's first, as there is time. */
  async function setFaces(): Promise<void> {
    const shown = journey;
    const here = view.spot.place;
    const order = [...view.places].sort((a, b) => Math.abs(a.index - here) - Math.abs(b.index - here));
    for (const {index} of order) {
      await new Promise((resolve) => setTimeout(resolve));
      if (journey !== shown) return;
      const face = index === 0 ? url : pictureOf(index);
      if (face) view.setFace(index, face);
    }
  }

  function pictureOf(place: number): string | undefined {
    const found = journey?.values.get(place);
    if (!found) return place === 0 ? url : undefined;
    if (place === 0 && channels.value === undefined) return url;
    return mapPicture(channelMap(found, channels.of(found.volume)), found.volume);
  }

  function showSpot(): void {
    const {places, spot} = view;
    const place = places[spot.place];
    const before = places[place.inputs[0]];
    pair.show({
      ...{place, before, position: spot},
      url: pictureOf(place.index),
      beforeUrl: before && pictureOf(before.index)
    });
    void showNumbers();
  }

  async function showNumbers(): Promise<void> {
    const {places, spot} = view;
    const place = places[spot.place];
    const here = journey?.values.get(place.index);
    const before = place.inputs
      .map((input) => journey?.values.get(input))
      .filter((values) => values !== undefined);
    if (!journey || !here || before.length < place.inputs.length) return numbers.replaceChildren();
    const channel = channels.of(place.volume) ?? 0;
    const filter = await journey.filterOf(place, channel).catch(() => undefined);
    if (view.spot !== spot) return; // the reader has gone on
    numbers.replaceChildren(
      sumText({place, here, before, position: spot, channel, filter, ownStatistics: true})
    );
  }

  async function takeFile(): Promise<void> {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const source = URL.createObjectURL(chosen);
    try {
      const [height, width] = choice.value.input;
      url = await squarePicture(source, [Math.max(224, height), Math.max(224, width)]);
      show();
      await send();
    } catch {
      status.textContent = `Not read: ${chosen.name}; it must be an image that this browser can show.`;
    } finally {
      URL.revokeObjectURL(source);
      file.value = "";
    }
  }

  choice.element.addEventListener("input", show);
  view.element.addEventListener("input", showSpot);
  file.addEventListener("change", () => void takeFile());
  channels.element.addEventListener("input", () => {
    void setFaces();
    showSpot();
  });
  show();
  invalidation?.then(() => client.terminate());
  return html`<div class="run walk-lab" role="group" aria-label="A walk through the volumes">
    ${choice.element}${view.element}
  </div>`;
}
