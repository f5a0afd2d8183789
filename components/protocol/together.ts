/** Runs of one start that train on several workers, which tell each other on a channel how far they are. */
export interface Together {
  /** The name of a BroadcastChannel of this start's own. */
  channel: string;
  /** Where all runs of the start begin: those of the other workers, too. */
  shares: RunShare[];
}

/** How far a run is: the share of its steps that it has taken, in [0, 1]; Infinity if it takes no more. */
export interface RunShare {
  runId: string;
  share: number;
}

/** What is said on the channel: how far runs are, and, by a worker that is new there, that it would like to hear it. */
export type TogetherMessage = {type: "shares"; shares: RunShare[]} | {type: "asks"};
