import type {TrainingClient} from "../client/client.js";
import {imageValues} from "../exhibits/volumes/imageValues.js";
import type {ChosenNetwork} from "../exhibits/volumes/walkNetwork.js";
import type {Filter, PlaceValues} from "../exhibits/volumes/windowSum.js";
import {backendLabels} from "../experiment/backend.js";
import type {WalkPlace} from "../network/volumeWalk.js";

/** What an image has become at the places of a network. */
export interface ImageJourney {
  /** By the numbers of the places. */
  readonly values: ReadonlyMap<number, PlaceValues>;
  /** Where it was computed, in words. */
  readonly where: string;
  /** Returns the filter of a place's first layer that makes a channel, and how that is normalized; undefined if there is neither. */
  filterOf(place: WalkPlace, channel: number): Promise<Filter | undefined>;
}

/** Options of imageJourney. */
export interface JourneyOptions {
  client: TrainingClient;
  network: ChosenNetwork;
  places: readonly WalkPlace[];
  /** The image's URL. */
  url: string;
  /** A file of PyTorch's weights. Defaults to the weights that the network begins with. */
  weights?: File;
}

/** More values than these are not looked at: they would fill a page's memory. */
const mostValues = 60e6;

/** Sends an image through a network, in the worker; resolves with all that it becomes on the way. */
export async function imageJourney({
  client,
  network: {name, options, input},
  places,
  url,
  weights
}: JourneyOptions): Promise<ImageJourney> {
  const size = places.reduce(
    (sum, {volume: [height, width, channels]}) => sum + height * width * channels,
    0
  );
  if (size > mostValues)
    throw new RangeError(
      `invalid network: ${name}; its volumes have ${Math.round(size / 1e6)} million values on this image, and at most ${mostValues / 1e6} million are looked at`
    );
  const network = {name, ...options};
  const image = await imageValues(url, input);
  const readable = places.filter(({read}) => read !== undefined);
  const read = [...new Set(readable.map(({read}) => read!))];
  const {rows, place} = await client.analyse({analysis: "activations", network, weights, image, read});
  const byName = new Map(rows.map((row) => [row.name, row]));
  return {
    values: new Map<number, PlaceValues>([
      [0, {volume: input, values: image}],
      ...readable.map(({index, read}) => [index, byName.get(read!)!] as const)
    ]),
    where: backendLabels[place.backend],
    async filterOf({leaves}, channel) {
      const [first] = leaves;
      const layer = first?.leaf.type === "conv" || first?.leaf.type === "dense" ? first.name : undefined;
      const norm = weights && leaves.find(({leaf}) => leaf.type === "norm")?.name;
      if (layer === undefined && norm === undefined) return undefined;
      const request = {analysis: "filter", network, weights, layer, norm, filter: channel} as const;
      const [{values, ...found}] = (await client.analyse(request)).rows;
      return {number: channel, weights: values, ...found};
    }
  };
}
