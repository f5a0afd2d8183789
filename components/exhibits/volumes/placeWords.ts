import {stageText} from "../../diagrams/volumes/stageText.js";
import {volumeText} from "../../network/shapes.js";
import type {WalkPlace} from "../../network/volumeWalk.js";
import {placeSentence} from "./placeSentence.js";
import {placeSums} from "./placeSums.js";

/** What is said of a place of a walk. */
export interface PlaceWords {
  /** Where it is, in the words of the course: `layer 1, block 1, operation 1`. */
  readonly title: string;
  /** What PyTorch calls the layers that made it; empty for the image. */
  readonly pytorch: readonly string[];
  readonly sentence: string;
  /** How its numbers come about, a line each. */
  readonly sums: readonly string[];
  /** The volume: `56×56×64`. */
  readonly volume: string;
}

/** Returns what is said of the place with an *index* in a walk. */
export function placeWords(places: readonly WalkPlace[], index: number): PlaceWords {
  const place = places[index];
  return {
    title: placeTitle(places, place),
    pytorch: [...new Set(place.leaves.map(({name}) => name))],
    sentence: placeSentence(places, place),
    sums: placeSums(places, place),
    volume: volumeText(place.volume)
  };
}

/** Returns where a place is: its layer, its block, and which of the block's operations it is, all from 1. */
export function placeTitle(places: readonly WalkPlace[], place: WalkPlace): string {
  const {kind, stage, block, part} = place;
  if (kind === "image") return "The image";
  const layer = stageText(stage);
  if (part !== "stage" || block === undefined) return place.leaves[0]?.name ?? layer;
  const words = [layer, `block ${blockNumber(places, place)}`];
  if (kind === "sum") return [...words, "sum"].join(", ");
  if (place.onShortcut) return [...words, "shortcut"].join(", ");
  const operation = operations(places, block).indexOf(place) + 1;
  return [...words, ...(operation > 0 ? [`operation ${operation}`] : [])].join(", ");
}

/** Returns the operations of a block: what its residual function is made of. */
function operations(places: readonly WalkPlace[], block: string): WalkPlace[] {
  return places.filter((place) => place.block === block && !place.onShortcut && hasConv(place));
}

function blockNumber(places: readonly WalkPlace[], {stage, block}: WalkPlace): number {
  const blocks = new Set(
    places.flatMap((place) => (place.stage === stage && place.block ? [place.block] : []))
  );
  return [...blocks].indexOf(block!) + 1;
}

function hasConv({kind, leaves}: WalkPlace): boolean {
  return kind === "leaf" && leaves.some(({leaf}) => leaf.type === "conv");
}
