import {html} from "htl";
import {netLabel} from "../charts/scales.js";
import type {TrainingClient} from "../client/client.js";
import type {AnalysisName, AnalysisRequest, AnalysisRows} from "../protocol/analyses.js";
import {fitted, likelyWidth} from "../widgets/fitted.js";
import {liveMeasurement, type Measurement} from "./liveMeasurement.js";
import type {Specimen} from "./specimens.js";
import type {ShownSpecimen} from "./spreadFigure.js";

/** Options of every laboratory of trained networks. */
export interface SpecimenLabOptions {
  /** The networks to look at. */
  specimens: readonly Specimen[];
  /** The promise of the cell that holds the laboratory. When it settles, the measurement ends. */
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/** What a laboratory measures of one network, and how it shows that. */
export interface AnalysisLabOptions<Name extends AnalysisName> extends SpecimenLabOptions {
  /** The laboratory's accessible name. */
  label: string;
  /** The tooltip of Measure. */
  title: string;
  analysis: Name;
  /** Returns what to ask of the analysis of a network. */
  request(specimen: Specimen): RequestOf<Name>;
  /** Returns the figure; **rows** of a network are undefined until it is measured here. */
  draw(shown: readonly ShownSpecimen<AnalysisRows[Name]>[], width: number): Node;
  /** Returns whether a network can be measured; the figure leaves others out. Defaults to true. */
  can?: (specimen: Specimen) => boolean;
}

/** What differs from one request to the next. */
export type RequestOf<Name extends AnalysisName> = Omit<
  Extract<AnalysisRequest, {analysis: Name}>,
  "analysis" | "spec" | "state"
>;

/** Measurements made here. They last as long as the page, whatever the reader chooses. */
const measured = new WeakMap<Specimen, Map<string, readonly unknown[]>>();

/**
 * Returns a laboratory of trained networks: a figure of recorded results, a button that measures the networks here, one
 * after the other, and one that stops. The figure follows every measurement.
 */
export function analysisLab<Name extends AnalysisName>({
  specimens,
  label,
  title,
  analysis,
  request: requestOf,
  draw,
  can = () => true,
  invalidation,
  client
}: AnalysisLabOptions<Name>): HTMLElement {
  type Row = AnalysisRows[Name];
  const badge = html`<p class="badge"></p>`;
  const figure = html`<div class="lab-figure"></div>`;
  const progress = "Progress of the measurement";
  const controls = liveMeasurement({measure, title, progress, invalidation, client});
  const subjects = specimens.filter(can);
  let width = likelyWidth();

  const keyOf = (specimen: Specimen) => JSON.stringify([analysis, requestOf(specimen)]);
  const rowsOf = (specimen: Specimen) =>
    measured.get(specimen)?.get(keyOf(specimen)) as readonly Row[] | undefined;

  function keep(specimen: Specimen, rows: readonly Row[]): void {
    measured.set(specimen, new Map([...(measured.get(specimen) ?? []), [keyOf(specimen), rows]]));
    show();
  }

  /** Measures one network after the other; a fault of one does not stop the others. */
  async function measure(measurement: Measurement): Promise<void> {
    const {signal, tell, isOver} = measurement;
    if (subjects.length === 0) throw new Error("no network is chosen that has something to measure");
    const faults: string[] = [];
    for (const [i, specimen] of subjects.entries()) {
      await measureOne(specimen, i, measurement).catch((error: Error) => {
        if (signal.aborted) throw error;
        faults.push(`${netLabel(specimen.net)}: ${error.message}`);
      });
      if (isOver()) return;
    }
    if (faults.length > 0) throw new Error(faults.join("; "));
    tell("All is measured.");
  }

  async function measureOne(
    specimen: Specimen,
    i: number,
    {client, signal, tell, isOver}: Measurement
  ): Promise<void> {
    const {net, spec} = specimen;
    tell(`Loading ${netLabel(net)} …`, i / subjects.length);
    const rows: Row[] = [];
    const state = await specimen.state();
    if (isOver()) return;
    await client.analyse({analysis, spec, state, ...requestOf(specimen)} as unknown as AnalysisRequest, {
      signal,
      onProgress: ({done, total, rows: found}) => {
        rows.push(...(found as Row[]));
        tell(`${netLabel(net)}: ${done} of ${total}`, (i + done / total) / subjects.length);
        keep(specimen, [...rows]);
      }
    });
  }

  function show(): void {
    const live = subjects.filter(rowsOf).length;
    const recorded = subjects.filter((specimen) => specimen.recorded && !rowsOf(specimen)).length;
    badge.textContent = badgeText({live, recorded});
    badge.classList.toggle("live", live > 0);
    figure.replaceChildren(
      draw(
        subjects.map((specimen) => ({specimen, rows: rowsOf(specimen)})),
        width
      )
    );
  }

  show();
  const resized = fitted(figure, (room) => ((width = room), show()));
  invalidation?.then(() => resized.disconnect());
  return html`<div class="run lab" role="group" aria-label=${label}>${figure}${controls}${badge}</div>`;
}

function badgeText({live, recorded}: {live: number; recorded: number}): string {
  if (live === 0) return recorded > 0 ? "recorded" : "not measured";
  return recorded > 0 ? "measured in this browser, and recorded" : "measured in this browser";
}
