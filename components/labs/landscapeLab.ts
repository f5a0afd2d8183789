import {html} from "htl";
import {growingLandscape} from "../charts/growingLandscape.js";
import {centerOf, type Landscape} from "../charts/landscape.js";
import type {LandscapeRecording} from "../charts/landscapeRecording.js";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {coresFor, sharedLandscape} from "../client/sharedLandscape.js";
import {labChoice} from "../widgets/labChoice.js";
import {choiceField} from "../widgets/labFields.js";
import {type AskedLandscape, askedLandscape, landscapeFields} from "./landscapeFields.js";
import {firstSubjects, type LandscapeSubject, trainedSubject} from "./landscapeSubjects.js";
import {landscapeView} from "./landscapeView.js";
import {liveMeasurement, type Measurement} from "./liveMeasurement.js";
import type {Shelf} from "./specimens.js";
import {type SubjectChooser, subjectChooser} from "./subjectChooser.js";

/** Options of landscapeLab. */
export interface LandscapeLabOptions {
  recording: LandscapeRecording;
  /** Trained networks: the page's, and the reader's own. */
  shelf: Shelf;
  /** The promise of the cell that holds the laboratory. When it settles, the measurement ends. */
  invalidation?: Promise<unknown>;
  /** Returns a client of a worker. */
  createClient?: () => TrainingClient;
  /** How many workers measure. Defaults to one a core, and 8 at most. */
  workers?: number;
  /** Milliseconds since some moment. Defaults to the page's. */
  now?: () => number;
}

/**
 * Returns the laboratory of landscapes: weights at the start or after a training, the page's or the reader's own, measured
 * coarse to fine by all cores, as a surface and as a map.
 */
export function landscapeLab({
  recording,
  shelf,
  invalidation,
  createClient = createTrainingClient,
  workers = coresFor(8),
  now = () => performance.now()
}: LandscapeLabOptions): HTMLElement {
  const chooser = subjectChooser({"Where training begins": firstSubjects(recording)});
  const choice = labChoice(landscapeFields(), (values) => askedLandscape(values, chooser.value.spec));
  const height = choiceField({name: "height", label: "Height", options: {loss: "loss", error: "error"}});
  const view = landscapeView(height);
  const controls = liveMeasurement({
    ...{measure, stopsAtOnce: true, invalidation, client: createClient()},
    title: "Measures the loss around these weights, coarse to fine",
    progress: "Progress of the measurement"
  });

  async function measure(measurement: Measurement): Promise<void> {
    const asked = choice.checked();
    if (!asked) throw new Error("a field has a fault");
    const subject = chooser.value;
    const others = Array.from({length: workers - 1}, () => createClient());
    const end = () => others.forEach((other) => other.terminate());
    measurement.signal.addEventListener("abort", end);
    const place = `measured in this browser, ${asked.images} images, directions of seed ${asked.directions}`;
    const show = (landscape: Landscape) => view.show({net: subject.net, landscape, place, live: true});
    try {
      await measureSubject(subject, asked, {...measurement, clients: [measurement.client, ...others], now, show}); // prettier-ignore
    } finally {
      end();
    }
  }

  /** What was recorded of the chosen weights, until they are measured. */
  function showChosen(): void {
    const {net, recorded} = chooser.value;
    view.show(recorded && {net, landscape: recorded, place: recording.caption, live: false});
  }

  const endShelf = offerTrained(chooser, shelf, recording);
  const element = html`<div class="run lab" role="group" aria-label="A landscape of your own">
    <div class="controls">${chooser.element}${height.element}</div>
    ${choice.element}${choice.faults}${view.element}${controls}${view.badge}
    <details>
      <summary>The numbers</summary>
      ${view.numbers}
    </details>
  </div>`;
  chooser.element.addEventListener("input", () => {
    choice.element.querySelector("input")!.valueAsNumber = chooser.value.range;
    choice.checked();
    showChosen();
  });
  choice.element.addEventListener("input", () => void choice.checked());
  showChosen();
  invalidation?.then(() => {
    endShelf();
    view.end();
  });
  return element;
}

/** Offers the trained networks of a *shelf*, those too that are trained later. Returns a function that ends this. */
function offerTrained(chooser: SubjectChooser, shelf: Shelf, recording: LandscapeRecording): () => void {
  const seen = new Set<unknown>();
  function offer(): void {
    for (const specimen of shelf.specimens.filter((one) => !seen.has(one))) {
      seen.add(specimen);
      chooser.add("After a training", trainedSubject(specimen, recording));
    }
  }
  offer();
  return shelf.onChange(offer);
}

/** Who measures a subject, and where it is told and shown. */
interface Surroundings extends Pick<Measurement, "signal" | "tell" | "isOver"> {
  clients: readonly TrainingClient[];
  now(): number;
  show(landscape: Landscape): void;
}

/** Measures, and shows each grid when it is whole. Rejects if the network has no loss where it is. */
async function measureSubject(
  {label, spec, state: stateOf}: LandscapeSubject,
  asked: AskedLandscape,
  {clients, signal, tell, isOver, now, show}: Surroundings
): Promise<void> {
  tell(`Preparing ${label} …`, 0);
  const state = await stateOf();
  if (isOver()) return;
  const growing = growingLandscape({columns: asked.size, rows: asked.size, range: asked.range});
  const beganMs = now();
  let middle = NaN;
  await sharedLandscape(
    {...asked, spec, state},
    {
      ...{clients, signal},
      onPoints(points) {
        const whole = growing.add(points);
        const {done, total} = growing;
        const secondsLeft = Math.ceil(((now() - beganMs) / 1000 / done) * (total - done));
        tell(`${done} of ${total} points, ${secondsLeft} s left`, done / total);
        if (!whole) return;
        middle = centerOf(whole);
        show(whole);
      }
    }
  );
  if (!Number.isFinite(middle))
    throw new Error(`the loss of ${label} is not a number at its own weights: its training diverged`);
  tell("All is measured.", 1);
}
