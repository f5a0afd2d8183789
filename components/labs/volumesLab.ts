import {html} from "htl";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {type ChannelChoice, channelChoice} from "../exhibits/volumes/channelChoice.js";
import {squarePicture} from "../exhibits/volumes/imageValues.js";
import {mapPair} from "../exhibits/volumes/mapPair.js";
import {sumText} from "../exhibits/volumes/sumText.js";
import {walkNetwork} from "../exhibits/volumes/walkNetwork.js";
import {type WalkView, walkView} from "../exhibits/volumes/walkView.js";
import {readName} from "../network/names.js";
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
  const own = fileButton("an image of your own", "image/*", (file) => void takeImage(file));
  const trained = fileButton("PyTorch’s weights", ".pth,.pt,.safetensors", (file) => void takeWeights(file));
  const view = walkView({
    controls: html`<div>
      <div class="controls">${go}${own}${trained}${channels.element}</div>
      ${status}
    </div>`,
    beside: html`<div class="walk-maps">${pair.element}${numbers}</div>`
  });
  let latest = 0; // number of what was asked for last: what comes late is dropped
  let weights: File | undefined; // of the network that is chosen

  function show(url?: string): void {
    latest++;
    const {name, expression, input} = choice.value;
    const places = volumeWalk(expression, input);
    maps.begin(choice.value, {url, firstWeights: weights === undefined});
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
      const asked = {client, network: choice.value, places: view.places, url: maps.url, weights};
      const found = await imageJourney(asked);
      if (number !== latest) return;
      maps.take(found);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      status.textContent = `Through in ${seconds} s, ${weights ? "the file" : "first weights"} and all, on ${found.where}. ${weightsText(weights)}`;
      redraw();
    } catch (error) {
      if (number === latest) status.textContent = `Not through: ${(error as Error).message}.`;
    } finally {
      go.disabled = false;
    }
  }

  async function takeWeights(file: File): Promise<void> {
    const number = ++latest;
    status.textContent = `Reading ${file.name} …`;
    try {
      const {title} = await client.weigh({file});
      if (number !== latest) return;
      choice.choose(nameIn(title));
      weights = file;
      show();
      await send();
    } catch (error) {
      if (number === latest) status.textContent = `Not taken: ${(error as Error).message}.`;
    }
  }

  async function takeImage(file: File): Promise<void> {
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

  choice.element.addEventListener("input", () => {
    weights = undefined; // they were of another network
    show();
  });
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

/** What is said of the weights that an image has gone through by: those of a *file*, or the first ones. */
function weightsText(file: File | undefined): string {
  return file
    ? `The weights are those of ${file.name}; normalization goes by their running statistics.`
    : "The weights are those that training begins with; normalization goes by this image’s own statistics.";
}

/** Returns the name in a network's *title*. Throws if the title has options as well, by which no walk is chosen. */
function nameIn(title: string): string {
  if (readName(title)) return title;
  throw new RangeError(`the weights are of ${title}; a walk goes through networks that have a name`);
}

/** Returns a button that asks for a file of the reader's own, and calls *take* with it. */
function fileButton(text: string, accept: string, take: (file: File) => void): HTMLElement {
  const input = html`<input type="file" accept=${accept} class="visually-hidden" />` as HTMLInputElement;
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file) take(file);
  });
  return html`<label class="file-button">${input}${text}</label>`;
}
