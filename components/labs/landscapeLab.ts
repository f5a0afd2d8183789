import {html} from "htl";
import {growingLandscape} from "../charts/growingLandscape.js";
import {centerOf, type Height, type Landscape} from "../charts/landscape.js";
import {landscapePanel} from "../charts/landscapePanel.js";
import type {LandscapeRecording} from "../charts/landscapeRecording.js";
import {landscapeTable} from "../charts/landscapeTable.js";
import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {coresFor, sharedLandscape} from "../client/sharedLandscape.js";
import {invalid} from "../fields/fault.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {choiceField, type LabField, type LabValues, numberField} from "../widgets/labFields.js";
import {labChoice} from "./labChoice.js";
import {firstSubjects, type LandscapeSubject, trainedSubject} from "./landscapeSubjects.js";
import {liveMeasurement, type Measurement} from "./liveMeasurement.js";
import type {Shelf} from "./specimens.js";
import {subjectChooser} from "./subjectChooser.js";
import {turnedView} from "./turnedView.js";

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

/** What is asked for. */
interface Asked {
  range: number;
  size: number;
  images: number;
  directions: number;
}

/** What the laboratory shows. */
interface Shown {
  subject: LandscapeSubject;
  landscape: Landscape;
  place: string;
}

/** Below this width, in pixels, the map stands under the surface. */
const leastBeside = 460;
/** Pixels between two panels (style/landscape.css). */
const gap = 12;

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
  const trained = "After a training";
  const chooser = subjectChooser({"Where training begins": firstSubjects(recording)});
  const seen = new Set<unknown>();
  const choice = labChoice(fields(), (values) => toAsked(values, chooser.value));
  const height = choiceField({name: "height", label: "Height", options: {loss: "loss", error: "error"}});
  const turned = turnedView(() => show());
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure turnable"></div>`;
  const numbers = html`<div></div>`;
  const controls = liveMeasurement({
    ...{measure, stopsAtOnce: true, invalidation, client: createClient()},
    title: "Measures the loss around these weights, coarse to fine",
    progress: "Progress of the measurement"
  });
  let shown: Shown | undefined;
  let width = likelyWidth();

  function takeTrained(): void {
    for (const specimen of shelf.specimens) {
      if (seen.has(specimen)) continue;
      seen.add(specimen);
      chooser.add(trained, trainedSubject(specimen, recording));
    }
  }

  async function measure({client, signal, tell, isOver}: Measurement): Promise<void> {
    const asked = choice.checked();
    if (!asked) throw new Error("a field has a fault");
    const subject = chooser.value;
    const others = Array.from({length: workers - 1}, () => createClient());
    const end = () => others.forEach((other) => other.terminate());
    signal.addEventListener("abort", end);
    try {
      tell(`Preparing ${subject.label} …`, 0);
      const state = await subject.state();
      if (isOver()) return;
      await measureOne({subject, asked, state}, {clients: [client, ...others], signal, tell});
    } finally {
      end();
    }
  }

  async function measureOne(
    {subject, asked, state}: {subject: LandscapeSubject; asked: Asked; state?: Record<string, Float32Array>},
    {clients, signal, tell}: {clients: TrainingClient[]} & Pick<Measurement, "signal" | "tell">
  ): Promise<void> {
    const {size, range} = asked;
    const growing = growingLandscape({columns: size, rows: size, range});
    const beganMs = now();
    await sharedLandscape(
      {...asked, spec: subject.spec, state},
      {
        ...{clients, signal},
        onPoints(points) {
          const whole = growing.add(points);
          const {done, total} = growing;
          const secondsLeft = Math.ceil(((now() - beganMs) / 1000 / done) * (total - done));
          tell(`${done} of ${total} points, ${secondsLeft} s left`, done / total);
          if (whole) keep({subject, landscape: whole, place: `measured in this browser, ${asked.images} images, directions of seed ${asked.directions}`}); // prettier-ignore
        }
      }
    );
    const middle = centerOf(shown!.landscape);
    if (!Number.isFinite(middle)) throw new Error(`the loss of ${subject.label} is not a number at its own weights: its training diverged`); // prettier-ignore
    tell("All is measured.", 1);
  }

  function keep(next: Shown): void {
    shown = next;
    show();
  }

  /** What was recorded of the chosen weights, until they are measured. */
  function showChosen(): void {
    const subject = chooser.value;
    const {recorded} = subject;
    shown = recorded && {subject, landscape: recorded, place: recording.caption};
    show();
  }

  function show(): void {
    badge.textContent = shown ? shown.place : "not measured";
    badge.classList.toggle("live", shown !== undefined && shown.place !== recording.caption);
    if (!shown) return figure.replaceChildren(html`<p class="status">Not recorded. Press Measure.</p>`);
    const {subject, landscape} = shown;
    const each = width < leastBeside ? width : (width - gap) / 2;
    const options = {width: each, height: height.value as Height};
    figure.replaceChildren(
      html`<div class="landscape-panels">
        ${landscapePanel(subject.net, landscape, {...options, view: turned.view})}
        ${landscapePanel(subject.net, landscape, {...options, note: ""})}
      </div>`
    );
    numbers.replaceChildren(landscapeTable([{net: subject.net, landscape}], options.height));
  }

  takeTrained();
  const endShelf = shelf.onChange(takeTrained);
  const element = html`<div class="run lab" role="group" aria-label="A landscape of your own">
    <div class="controls">${chooser.element}${height.element}</div>
    ${choice.element}${choice.faults}${figure}${turned.element}${controls}${badge}
    <details>
      <summary>The numbers</summary>
      ${numbers}
    </details>
  </div>`;
  turned.turnBy(figure);
  chooser.element.addEventListener("input", () => {
    choice.element.querySelector<HTMLInputElement>("input")!.valueAsNumber = chooser.value.range;
    choice.checked();
    showChosen();
  });
  choice.element.addEventListener("input", () => void choice.checked());
  height.element.addEventListener("input", show);
  showChosen();
  const resized = fitted(figure, (room) => ((width = room), show()));
  invalidation?.then(() => {
    endShelf();
    resized.disconnect();
  });
  return element;
}

function fields(): LabField[] {
  const range = {is: "number", least: 0, most: 100, open: "least"} as const;
  return [
    numberField({name: "range", label: "Range ±", value: 0.02, min: 0, max: 100, step: 0.001, rule: range}),
    choiceField({
      ...{name: "size", label: "Points a side", value: "17"},
      options: {5: "5", 9: "9", 17: "17", 33: "33"}
    }),
    numberField({name: "images", label: "Images", value: 256, min: 1, max: 10_000, step: 1}),
    numberField({
      name: "directions",
      label: "Directions, by seed",
      value: 1,
      min: 0,
      max: 2 ** 32 - 1,
      step: 1
    })
  ];
}

/** Returns what the fields ask of weights; throws a FaultError where the images make no whole batches. */
function toAsked({range, size, images, directions}: LabValues, {spec}: LandscapeSubject): Asked {
  const asked = {range: Number(range), size: Number(size), images: Number(images), directions: Number(directions)}; // prettier-ignore
  if (asked.images % spec.batch !== 0)
    throw invalid("images", asked.images, "wholeBatches", {batch: spec.batch});
  return asked;
}
