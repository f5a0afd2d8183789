import {html} from "htl";
import {type OwnClass, ownSize, trainingCount} from "../dataset/ownImages.js";
import {ownLimits} from "../dataset/ownLimits.js";
import {toTraining, type Training} from "../experiment/trainingSpec.js";
import {transferWays} from "../experiment/transferWays.js";
import {button} from "../widgets/button.js";
import {imagePixels} from "../widgets/imagePixels.js";
import {createStillCamera} from "../widgets/stillCamera.js";
import {whenSeen} from "../widgets/whenSeen.js";
import {errorFigure} from "./errorFigure.js";
import {laboratory} from "./laboratory.js";
import {createOwnClassList} from "./ownClassList.js";
import {type OwnClassRow, ownClassRow} from "./ownClassRow.js";

const steps = 200;

/** Options of ownImagesLab. */
export interface OwnImagesOptions {
  /** The promise of the cell that holds it; when it settles, the training and the camera end. */
  invalidation?: Promise<unknown>;
}

/**
 * Returns a laboratory of the reader's own classes, from files, folders or a camera: from scratch, frozen and fine-tuned. Images
 * are kept in this browser, and go nowhere.
 */
export function ownImagesLab({invalidation}: OwnImagesOptions = {}): HTMLElement {
  const status = html`<p class="status" role="status"></p>`;
  const say = (text: string) => void (status.textContent = text);
  const list = createOwnClassList({onChange: show, say});
  const camera = createStillCamera({onChange: show, onFault: say});
  const training = trainingPlace();
  const rows: OwnClassRow[] = []; // by the place of their class
  const places = html`<div></div>`;
  const add = button("Add a class", list.add);

  async function addFiles(id: number, files: readonly File[]): Promise<void> {
    say(`Reading ${files.length === 1 ? files[0].name : `${files.length} files`} …`);
    const {images, refused} = await readImages(files);
    const wrong =
      refused.length > 0 ? `No image that this browser can read: ${refused.join(", ")}.` : undefined;
    list.addImages(id, images, wrong);
  }

  async function addPicture(id: number): Promise<void> {
    list.addImages(id, [pixelsOf(await camera.still())]);
  }

  function rowAt(place: number): OwnClassRow {
    const idThere = () => list.classes[place].id;
    return (rows[place] ??= ownClassRow({
      rename: (name) => list.rename(place, name),
      add: (files) => void addFiles(idThere(), files),
      takePicture: () => addPicture(idThere()),
      remove: () => list.remove(place)
    }));
  }

  function show(): void {
    const {classes, enough} = list;
    classes.forEach((one, place) => rowAt(place).show(one, {camera: camera.on}));
    if (places.children.length !== classes.length)
      places.replaceChildren(...classes.map((_, place) => rowAt(place).element));
    add.disabled = classes.length >= ownLimits.mostClasses;
    training.show(enough ? classes : undefined);
  }

  show();
  const element = html`<div class="own-images" role="group" aria-label="Your own classes">
    ${places}
    <div class="controls">${add}${camera.element}${button("Forget all images", list.clear)}</div>
    ${status}${training.element}
  </div>`;
  whenSeen(element, () => void list.open().catch(() => {})); // where nothing is kept there is nothing to show
  void invalidation?.then(() => {
    training.end();
    camera.stop();
  });
  return element;
}

/** Returns the images in *files*, and the names of the files that have none. */
async function readImages(
  files: readonly File[]
): Promise<{images: Uint8Array[]; refused: readonly string[]}> {
  const read = await Promise.all(
    files.map((file) =>
      createImageBitmap(file)
        .then(pixelsOf)
        .catch(() => file.name)
    )
  );
  return {
    images: read.filter((image) => typeof image !== "string"),
    refused: read.filter((image) => typeof image === "string")
  };
}

function pixelsOf(bitmap: ImageBitmap): Uint8Array {
  const pixels = imagePixels(bitmap, ownSize);
  bitmap.close();
  return pixels;
}

/** The place of the laboratory: a new one for other classes, and what is missing where there are not enough. */
function trainingPlace() {
  const element = html`<div></div>`;
  let end = () => {};
  let shown: string | undefined;
  return {
    element,
    end: () => end(),
    show(classes?: readonly OwnClass[]): void {
      const key = JSON.stringify(classes?.map(({name, images}) => [name, images.length]) ?? "none");
      if (key === shown) return;
      shown = key;
      end();
      const ended = new Promise<void>((resolve) => (end = resolve));
      element.replaceChildren(classes ? laboratoryOf(classes, ended) : missing());
    }
  };
}

function missing(): HTMLElement {
  const {leastClasses, leastImages} = ownLimits;
  return html`<p>It takes ${leastClasses} classes with ${leastImages} images each, better 20.</p>`;
}

function laboratoryOf(classes: readonly OwnClass[], invalidation: Promise<void>): HTMLElement {
  return laboratory({
    label: "Freeze, and fine-tune on your own classes",
    training: () => trainingOn(classes),
    recording: {curves: [], caption: ""},
    invalidation,
    draw: ({curves, width}) =>
      curves.length > 0 ? errorFigure(curves, {steps, width}) : html`<p>${countText(classes)}</p>`
  });
}

function countText(classes: readonly OwnClass[]): string {
  const all = classes.reduce((sum, {images}) => sum + images.length, 0);
  const train = trainingCount(classes);
  return `${train} images to train on, and ${all - train} to test with.`;
}

/** The network that knows five shapes, three ways on, for a reader's *classes*. */
function trainingOn(classes: readonly OwnClass[]): Training {
  const {scratch, tuned, frozen} = transferWays;
  return toTraining({
    networks: [scratch, tuned, frozen].map(({network}) => ({name: "cifar-resnet-8", ...network})),
    headInit: "pytorch",
    dataset: {name: "own", numClasses: classes.length},
    optimizer: {learningRate: 0.03},
    schedule: {type: "cosine"},
    ...{steps, batch: Math.min(10, trainingCount(classes)), evaluationInterval: 20, evaluationImages: 1000}
  });
}
