import type {ChannelChoice} from "../exhibits/volumes/channelChoice.js";
import {mapPicture} from "../exhibits/volumes/imageValues.js";
import type {ChosenNetwork} from "../exhibits/volumes/walkNetwork.js";
import type {WalkView} from "../exhibits/volumes/walkView.js";
import {channelMap} from "../exhibits/volumes/windowSum.js";
import {namedNetwork} from "../network/named.js";
import type {ImageJourney} from "./imageJourney.js";

/** A photograph that is shipped, as data/chelsea.json has it. */
export interface Photograph {
  readonly url: string;
  /** The network that it was sent through, as that begins, when it was recorded. */
  readonly network: string;
  /** What it became there: the mean over a place's channels, as `data:` URLs. */
  readonly faces: readonly {readonly place: number; readonly url: string}[];
}

/** What an image is at each place of a walk, as pictures: computed, recorded, or not known. */
export interface WalkMaps {
  /** Where the image is to be had. */
  readonly url: string;
  /** What was computed of it, if it was. */
  readonly journey: ImageJourney | undefined;
  /** Whether there are recorded maps of this network and image. */
  readonly isRecorded: boolean;
  /** Forgets what is known; from now on maps are of this network, with its first weights or others, and of an image if that is another. */
  begin(network: ChosenNetwork, how: {url?: string; firstWeights: boolean}): void;
  /** From now on maps are of this journey. */
  take(journey: ImageJourney): void;
  /** From now on recorded maps are shown, where there are any. The finished page does without. */
  useRecorded(): void;
  /** Returns the map of a place, as a picture; undefined if it is not known. */
  picture(place: number): string | undefined;
  /** Draws the maps of all places on a view's volumes: the nearest to the reader's place first, as there is time. */
  draw(view: WalkView): Promise<void>;
}

/** Returns the maps of a walk, of the *photograph* at first; which of a place's *channels* they show is the reader's choice. */
export function walkMaps(photograph: Photograph, channels: ChannelChoice): WalkMaps {
  const shipped = relativeUrl(photograph.url);
  let url = shipped;
  let journey: ImageJourney | undefined;
  let recorded: ReadonlyMap<number, string> = new Map();
  let usesRecorded = false;
  let draws = 0; // a later one ends those before it

  function picture(place: number): string | undefined {
    const found = journey?.values.get(place);
    if (place === 0 && (!found || channels.value === undefined)) return url;
    if (!found) return usesRecorded ? recorded.get(place) : undefined;
    return mapPicture(channelMap(found, channels.of(found.volume)), found.volume);
  }

  return {
    get url() {
      return url;
    },
    get journey() {
      return journey;
    },
    get isRecorded() {
      return recorded.size > 0;
    },
    begin(network, {url: image = url, firstWeights}) {
      url = image;
      journey = undefined;
      const isOfThese = url === shipped && firstWeights && isAsRecorded(network, photograph);
      recorded = new Map(isOfThese ? photograph.faces.map(({place, url}) => [place, url]) : []);
    },
    take: (found) => void (journey = found),
    useRecorded: () => void (usesRecorded = true),
    picture,
    async draw(view) {
      const own = ++draws;
      const [isKnown, here] = [journey !== undefined, view.spot.place];
      const order = [...view.places].sort((a, b) => Math.abs(a.index - here) - Math.abs(b.index - here));
      for (const {index} of order) {
        if (isKnown) await new Promise((resolve) => setTimeout(resolve));
        if (own !== draws) return;
        const face = picture(index);
        if (face) view.setFace(index, face);
      }
    }
  };
}

function isAsRecorded({name, options, input}: ChosenNetwork, photograph: Photograph): boolean {
  return (
    name === photograph.network && namedNetwork(name).input[0] === input[0] && options.shortcut === undefined
  );
}

/** Returns an address on this site from this page on, so that a page that was drawn elsewhere has it too. */
function relativeUrl(url: string): string {
  const here = new URL(".", document.baseURI).href;
  return url.startsWith(here) ? `./${url.slice(here.length)}` : url;
}
