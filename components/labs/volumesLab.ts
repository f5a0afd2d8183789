import {html} from "htl";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {type ChannelChoice, channelChoice} from "../exhibits/volumes/channelChoice.js";
import {squarePicture} from "../exhibits/volumes/imageValues.js";
import {mapPair} from "../exhibits/volumes/mapPair.js";
import {sumText} from "../exhibits/volumes/sumText.js";
import {walkNetwork} from "../exhibits/volumes/walkNetwork.js";
import {type WalkView, walkView} from "../exhibits/volumes/walkView.js";
import {volumeWalk} from "../network/volumeWalk.js";
import {button} from "../widgets/button.js";
import {whenSeen} from "../widgets/whenSeen.js";
import {imageJourney} from "./imageJourney.js";
import {type Photograph, type WalkMaps, walkMaps} from "./walkMaps.js";

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

const invitations = {
  blank: "The maps are blank until the image has gone through.",
  recorded:
    "Maps: recorded, small, the mean of channels, with the weights that training begins with. Send the image through to have all channels, and the numbers of each sum."
};

/** Returns a walk through the volumes of a network that a reader chooses, and what becomes of an image on the way. */
export function volumesLab({
  photograph,
  network = "resnet34",
  invalidation,
  client = createTrainingClient()
}: VolumesLabOptions): HTMLElement {
  const choice = walkNetwork(network);
  const channels = channelChoice();
  const maps = walkMaps(photograph, channels);
  const pair = mapPair((position) => view.lookAt({place: view.spot.place, ...position}));
  const numbers = html`<div></div>`;
  const status = html`<p class="status" role="status"></p>`;
  const go = button("Send the image through", () => void send(), {className: "primary"});
  const own = imageButton((file) => void takeFile(file));
  const view = walkView({
    controls: html`<div>
      <div class="controls">${go}${own}${channels.element}</div>
      ${status}
    </div>`,
    beside: html`<div class="walk-maps">${pair.element}${numbers}</div>`
  });
  let latest = 0; // number of what was asked for last: what comes late is dropped

  function show(url?: string): void {
    latest++;
    const {name, expression, input} = choice.value;
    const places = volumeWalk(expression, input);
    maps.begin(choice.value, url);
    status.textContent = maps.isRecorded ? invitations.recorded : invitations.blank;
    view.show(places, {label: name, every: places.length <= mostPlaces});
    void maps.draw(view);
  }

  async function send(): Promise<void> {
    const number = ++latest;
    const began = performance.now();
    go.disabled = true;
    status.textContent = "On its way …";
    try {
      const found = await imageJourney({client, network: choice.value, places: view.places, url: maps.url});
      if (number !== latest) return;
      maps.take(found);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      status.textContent = `Through in ${seconds} s, first weights and all, on ${found.where}. The weights are those that training begins with; normalization goes by this image’s own statistics.`;
      redraw();
    } catch (error) {
      if (number === latest) status.textContent = `Not through: ${(error as Error).message}.`;
    } finally {
      go.disabled = false;
    }
  }

  async function takeFile(file: File): Promise<void> {
    const source = URL.createObjectURL(file);
    try {
      const [height, width] = choice.value.input;
      show(await squarePicture(source, [Math.max(224, height), Math.max(224, width)]));
      await send();
    } catch {
      status.textContent = `Not read: ${file.name}; it must be an image that this browser can show.`;
    } finally {
      URL.revokeObjectURL(source);
    }
  }

  function redraw(): void {
    void maps.draw(view);
    showSpot();
  }

  function showSpot(): void {
    const {places, spot} = view;
    const place = places[spot.place];
    const before = places[place.inputs[0]];
    pair.show({
      ...{place, before, position: spot},
      url: maps.picture(place.index),
      beforeUrl: before && maps.picture(before.index)
    });
    void showNumbers(numbers, {view, maps, channels});
  }

  choice.element.addEventListener("input", () => show());
  view.element.addEventListener("input", showSpot);
  channels.element.addEventListener("input", () => void maps.draw(view)); // goes on to the view, which shows the spot
  show();
  whenSeen(view.element, () => {
    maps.useRecorded();
    redraw();
  });
  invalidation?.then(() => client.terminate());
  return html`<div class="run walk-lab" role="group" aria-label="A walk through the volumes">
    ${choice.element}${view.element}
  </div>`;
}

/** Shows in *place* how the value comes about that is looked at, once it is known. */
async function showNumbers(
  place: HTMLElement,
  {view, maps: {journey}, channels}: {view: WalkView; maps: WalkMaps; channels: ChannelChoice}
): Promise<void> {
  const {places, spot} = view;
  const made = places[spot.place];
  const here = journey?.values.get(made.index);
  const before = made.inputs
    .map((input) => journey?.values.get(input))
    .filter((values) => values !== undefined);
  if (!journey || !here || before.length < made.inputs.length) return place.replaceChildren();
  const channel = channels.of(made.volume) ?? 0;
  const filter = await journey.filterOf(made, channel).catch(() => undefined);
  if (view.spot !== spot) return; // the reader has gone on
  const shown = {place: made, here, before, position: spot, channel, filter};
  place.replaceChildren(sumText(shown));
}

/** Returns a button that asks for a picture of the reader's own, and calls *take* with it. */
function imageButton(take: (file: File) => void): HTMLElement {
  const input = html`<input type="file" accept="image/*" class="visually-hidden" />` as HTMLInputElement;
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file) take(file);
  });
  return html`<label class="file-button">${input}an image of your own</label>`;
}
