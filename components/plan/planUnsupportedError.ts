/** A network has a layer that no plan can express: it trains on the reference path. */
export class PlanUnsupportedError extends Error {
  override name = "PlanUnsupportedError";
}
