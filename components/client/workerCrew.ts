import type {TrainerEvent, TrainerRequest} from "../protocol/messages.js";
import type {WorkerLike} from "./workerLike.js";
import {createWorkerSeat, type WorkerSeat} from "./workerSeat.js";

/** The workers of a pool, by their number: the first makes the images of all. Made by createWorkerCrew. */
export interface WorkerCrew {
  /** Sends a request to a worker, which is created if need be. Throws if this browser cannot. */
  post(index: number, request: TrainerRequest): void;
  /** Creates so many workers, where they are missing, and returns how many there are. Throws if there is none. */
  take(count: number): number;
  terminate(): void;
}

/** Options of createWorkerCrew. */
export interface WorkerCrewOptions {
  createWorker(): WorkerLike;
  /** Called with an event of a worker, and a way to answer it. */
  onEvents(index: number, events: TrainerEvent[], answer: (request: TrainerRequest) => void): void;
  /** Called when a worker has died. The next request for it is for another. */
  onDeath(index: number, message: string): void;
}

/** Returns a crew without workers. */
export function createWorkerCrew({createWorker, onEvents, onDeath}: WorkerCrewOptions): WorkerCrew {
  const seats: WorkerSeat[] = [];

  function seat(index: number): WorkerSeat {
    return (seats[index] ??= createWorkerSeat({
      createWorker,
      onTaken: () => (index === 0 ? seats.forEach((_, i) => shareImages(i)) : shareImages(index)),
      onEvents: (events, answer) => onEvents(index, events, answer),
      onDeath: (message) => onDeath(index, message)
    }));
  }

  /** Lets a worker have its images from the first one. */
  function shareImages(index: number): void {
    if (index === 0 || !seats[index].taken) return;
    const {port1, port2} = new MessageChannel();
    seats[index].post({type: "takeImages", port: port2}, [port2]);
    seat(0).post({type: "giveImages", port: port1}, [port1]);
  }

  return {
    post: (index, request) => seat(index).post(request),
    take(count) {
      seat(0).take();
      for (let i = 1; i < count; i++) {
        try {
          seat(i).take();
        } catch {
          return i;
        }
      }
      return count;
    },
    terminate() {
      for (const seat of seats) seat.terminate();
    }
  };
}
