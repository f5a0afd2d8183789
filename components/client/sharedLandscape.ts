import type {BackendInfo} from "../experiment/backend.js";
import type {AnalysisRequest, LandscapePoint} from "../protocol/analyses.js";
import type {TrainingClient} from "./client.js";

/** What is to be measured: all of it. */
export type WholeLandscape = Omit<
  Extract<AnalysisRequest, {analysis: "landscape"}>,
  "analysis" | "share" | "backend" | "executor"
>;

/** Options of sharedLandscape. */
export interface SharedLandscapeOptions {
  /** Who measures: each an equal share of every grid. */
  clients: readonly TrainingClient[];
  signal?: AbortSignal;
  /** Called with new points, in no order between shares. */
  onPoints(points: readonly LandscapePoint[]): void;
}

/**
 * Measures a landscape by several *clients*, on the processor, and resolves to where. A point's numbers do not depend on who
 * measures it.
 */
export async function sharedLandscape(
  request: WholeLandscape,
  {clients, signal, onPoints}: SharedLandscapeOptions
): Promise<BackendInfo> {
  const of = clients.length;
  const found = await Promise.all(
    clients.map((client, part) =>
      client.analyse(
        {analysis: "landscape", ...request, backend: "wasm", share: {part, of}},
        {signal, onProgress: ({rows}) => onPoints(rows)}
      )
    )
  );
  return found[0].place;
}

/** Returns how many workers measure side by side: one a core, as the browser tells, and no more than **most**. */
export function coresFor(most: number, cores = globalThis.navigator?.hardwareConcurrency ?? 1): number {
  return Math.max(1, Math.min(most, cores));
}
