import {createTrainingClient, type TrainingClient} from "../client/client.js";
import {type MeasureControls, measureControls} from "../widgets/measureControls.js";

/** A measurement under way. */
export interface Measurement extends Pick<MeasureControls, "tell"> {
  client: TrainingClient;
  /** Stops the measurement. */
  signal: AbortSignal;
  /** Returns whether **invalidation** has settled: a request would start another worker. */
  isOver(): boolean;
}

/** Options of liveMeasurement. */
export interface LiveMeasurementOptions {
  /** Measures, and shows what it finds; rejects with what went wrong. */
  measure(measurement: Measurement): Promise<void>;
  /** The tooltip of Measure. */
  title: string;
  /** What the progress bar counts, for screen readers. */
  progress: string;
  /** Whether Stop ends the worker at once. Defaults to false: **measure** hands the signal on, and a request is finished. */
  stopsAtOnce?: boolean;
  /** The promise of the cell that holds the laboratory. When it settles, the measurement ends. */
  invalidation?: Promise<unknown>;
  /** Defaults to a client with a worker of its own. */
  client?: TrainingClient;
}

/**
 * Returns the controls of a measurement: Measure, Stop, a progress bar and a line of status. The worker, which holds
 * memory of the graphics card, lasts no longer than the measurement.
 */
export function liveMeasurement({
  measure,
  title,
  progress,
  stopsAtOnce = false,
  invalidation,
  client = createTrainingClient()
}: LiveMeasurementOptions): HTMLElement {
  let over = false;
  const controls = measureControls({
    title,
    progress,
    async measure(signal) {
      if (stopsAtOnce) signal.onabort = () => client.terminate();
      try {
        await measure({client, signal, tell: controls.tell, isOver: () => over});
      } finally {
        client.terminate();
      }
    }
  });
  invalidation?.then(() => {
    over = true;
    client.terminate();
  });
  return controls.element;
}
