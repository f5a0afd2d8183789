import type {Group} from "./expression.js";

/** Where in its network a layer stands. */
export interface LayerPlace {
  /** The outermost label around it: `layer1` in a stage, `conv1` before the stages. Empty if there is none. */
  readonly stage: string;
  /** The dotted name of the block that it is in, such as `layer1.0`. */
  readonly block?: string;
  /** Whether it stands on a shortcut. */
  readonly onShortcut: boolean;
}

/** Follows a walk through a network into its groups and out of them. */
export interface PlaceTracker {
  enter(group: Group, name: string): void;
  leave(): void;
  /** Returns where the walk is. */
  current(): LayerPlace;
}

/** Returns a tracker of a walk that begins outside of all groups. */
export function createPlaceTracker(): PlaceTracker {
  const places: LayerPlace[] = [{stage: "", onShortcut: false}];
  const current = () => places[places.length - 1];
  return {
    enter({label = "", role}, name) {
      const {stage, block, onShortcut} = current();
      const inner = role === "block" ? name : block;
      places.push({
        stage: stage === "" ? label : stage,
        ...(inner !== undefined && {block: inner}),
        onShortcut: onShortcut || role === "shortcut"
      });
    },
    leave: () => void places.pop(),
    current
  };
}
