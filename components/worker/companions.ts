import type {TrainerEvent} from "../protocol/messages.js";
import type {RunShare, Together, TogetherMessage} from "../protocol/together.js";

/** The runs that other workers train in the same start, so that all curves grow together. Must be closed. */
export interface Companions {
  /** Whether a run that has taken so many of its *steps* is near enough to the slowest of the others to take one more. */
  near(taken: number, steps: number): boolean;
  /** Tells the other workers how far a run of this one is, if an *event* says so. */
  follow(event: TrainerEvent): void;
  /** Resolves when a run of another worker has got further. */
  changed(): Promise<void>;
  close(): void;
}

/** The part of a BroadcastChannel that is used, so that a test can give another. */
export type ChannelLike = Pick<BroadcastChannel, "onmessage" | "postMessage" | "close">;

/** Options of createCompanions. */
export interface CompanionsOptions extends Together {
  /** The runs of this worker, and how many steps each has. */
  own: ReadonlyMap<string, number>;
  openChannel?: (name: string) => ChannelLike;
}

/** Steps that a run may be ahead of the slowest one. Fewer, and each would wait for every message; more would be seen. */
export const stepsAhead = 5;

/** Returns the companions of the runs that a worker was given, and hears and tells how far all are. */
export function createCompanions({
  own,
  channel: name,
  shares: begin,
  openChannel = (name) => new BroadcastChannel(name)
}: CompanionsOptions): Companions {
  const channel = openChannel(name);
  const shares = new Map(begin.map(({runId, share}) => [runId, share]));
  let wake = () => {};

  const post = (message: TogetherMessage) => channel.postMessage(message);
  const tell = (...said: RunShare[]) => {
    for (const {runId, share} of said) shares.set(runId, share);
    post({type: "shares", shares: said});
  };
  const ownShares = () => [...own.keys()].map((runId) => ({runId, share: shares.get(runId) ?? 0}));

  channel.onmessage = ({data}: MessageEvent<TogetherMessage>) => {
    if (data.type === "asks") return tell(...ownShares());
    for (const {runId, share} of data.shares) shares.set(runId, share);
    wake();
  };
  post({type: "asks"}); // what was said before this worker listened

  return {
    near(taken, steps) {
      const others = [...shares].flatMap(([runId, share]) => (own.has(runId) ? [] : [share]));
      return taken < Math.min(...others) * steps + stepsAhead;
    },
    follow(event) {
      if (!("runId" in event) || !own.has(event.runId)) return;
      const {runId} = event;
      if (event.type === "points") tell({runId, share: event.points.at(-1)!.step / own.get(runId)!});
      else if (event.type === "restarted") tell({runId, share: event.step / own.get(runId)!});
      else if (isEnd(event)) tell({runId, share: Infinity});
    },
    changed: () => new Promise((resolve) => (wake = resolve)),
    close() {
      channel.close();
      wake();
    }
  };
}

function isEnd({type}: TrainerEvent): boolean {
  return ["done", "stopped", "diverged", "failed"].includes(type);
}
