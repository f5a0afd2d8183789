import type {OwnClass} from "../dataset/ownImages.js";
import {ownLimits} from "../dataset/ownLimits.js";
import {keptOwnClasses, saveOwnClasses} from "../dataset/ownStore.js";

/** A class in the list, which is the same one wherever it is moved to. */
export interface ListedClass extends OwnClass {
  readonly id: number;
}

/** A reader's classes while they are made; the browser keeps them. Places are counted from 0. */
export interface OwnClassList {
  readonly classes: readonly ListedClass[];
  /** Whether there is enough to train on. */
  readonly enough: boolean;
  /** Takes over what the browser keeps of an earlier visit, unless there are images by now. */
  open(): Promise<void>;
  /** Adds a class without images. */
  add(): void;
  remove(place: number): void;
  rename(place: number, name: string): void;
  /** Adds images to the class with this id, and says something of them. Says it if the class is gone. */
  addImages(id: number, images: readonly Uint8Array[], said?: string): void;
  /** Forgets all images and names. */
  clear(): void;
}

/** Options of createOwnClassList. */
export interface OwnClassListOptions {
  /** Called when it has changed. */
  onChange(): void;
  /** Called with what a reader is told of the last change. */
  say(text: string): void;
}

/** Returns two classes without images. */
export function createOwnClassList({onChange, say}: OwnClassListOptions): OwnClassList {
  let listed = 0;
  const list = (one: OwnClass): ListedClass => ({...one, id: listed++});
  const nothing = () => [list(empty("class 1")), list(empty("class 2"))];
  let classes: readonly ListedClass[] = nothing();
  const given = () => classes.some(({images}) => images.length > 0);

  function change(next: readonly ListedClass[], said = ""): void {
    classes = next;
    say(said);
    onChange();
    const kept = classes.map(({name, images}) => ({name, images}));
    saveOwnClasses(given() ? kept : []).catch((error: Error) =>
      say(`${error.message}; they are gone when you leave the page.`)
    );
  }

  function changeOne(place: number, next: Partial<OwnClass>, said?: string): void {
    change(
      classes.map((one, i) => (i === place ? {...one, ...next} : one)),
      said
    );
  }

  return {
    get classes() {
      return classes;
    },
    get enough() {
      const {leastClasses, leastImages} = ownLimits;
      return classes.length >= leastClasses && classes.every(({images}) => images.length >= leastImages);
    },
    async open() {
      const kept = await keptOwnClasses();
      if (kept.length === 0 || given()) return;
      classes = kept.map(list);
      onChange();
    },
    add: () => change([...classes, list(empty(newName(classes)))]),
    remove: (place) => change(classes.filter((_, i) => i !== place)),
    rename(place, text) {
      const name = text.trim();
      const free = name !== "" && !classes.some((other, i) => i !== place && other.name === name);
      if (free) changeOne(place, {name});
      else change(classes, `invalid name: ${name || "none"}; each class has one of its own`);
    },
    addImages(id, images, said) {
      const {mostImages} = ownLimits;
      const place = classes.findIndex((one) => one.id === id);
      if (place < 0) return say("The class of these images is gone, and they with it.");
      const all = [...classes[place].images, ...images];
      const over = all.length > mostImages ? `A class has at most ${mostImages} images.` : undefined;
      changeOne(place, {images: all.slice(0, mostImages)}, said ?? over);
    },
    clear: () => change(nothing())
  };
}

const empty = (name: string): OwnClass => ({name, images: []});

/** Returns a name that no class has. */
function newName(classes: readonly OwnClass[]): string {
  const names = classes.map(({name}) => name);
  for (let number = classes.length + 1; ; number++)
    if (!names.includes(`class ${number}`)) return `class ${number}`;
}
