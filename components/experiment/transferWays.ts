import type {NetworkSettings} from "./fields.js";

/** A way to a network for new classes, from one that knows others or from nothing. */
export interface WayToClasses {
  /** Its name in a chart. */
  readonly name: string;
  readonly network: Pick<NetworkSettings, "weights" | "body" | "statistics" | "unfrozenAfter">;
}

/** The ways that are compared, from what is trained most to what is trained least. */
export const transferWays = {
  scratch: {name: "from scratch", network: {}},
  tuned: {name: "all fine-tuned", network: {weights: "shapesFirst"}},
  unfrozen: {
    name: "frozen at first",
    network: {weights: "shapesFirst", body: "frozen", statistics: "frozen", unfrozenAfter: 200}
  },
  following: {name: "frozen, in train mode", network: {weights: "shapesFirst", body: "frozen"}},
  frozen: {
    name: "frozen, in eval mode",
    network: {weights: "shapesFirst", body: "frozen", statistics: "frozen"}
  }
} as const satisfies Record<string, WayToClasses>;

/** The name of such a way. */
export type TransferWay = keyof typeof transferWays;

/** Training images of each new class, as they are recorded. */
export const transferImages = [2, 5, 20, 80, 320];

/** Returns the way that a run goes. */
export function transferWayOf({
  weights,
  statistics,
  body,
  unfrozenAfter
}: WayToClasses["network"]): TransferWay {
  if (weights === undefined) return "scratch";
  if (unfrozenAfter !== undefined) return "unfrozen";
  return body !== "frozen" ? "tuned" : statistics === "frozen" ? "frozen" : "following";
}
