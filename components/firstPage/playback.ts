import {type Clock, frameClock} from "../panels/clock.js";

/** Options of createPlayback. */
export interface PlaybackOptions {
  /** Where it ends; it begins at 0. */
  end: number;
  /** How long it takes, in milliseconds. */
  durationMs: number;
  /** Shows a place between 0 and **end**. */
  show(place: number): void;
  /** Called when it begins and when it ends. */
  onChange(playing: boolean): void;
  /** Defaults to the page's, from frame to frame. */
  clock?: Clock;
}

/** Something that goes by evenly. Made by createPlayback. */
export interface Playback {
  readonly playing: boolean;
  /** Goes from *from* to the end; from the beginning if it stands there. */
  play(from?: number): void;
  /** Stays where it is. */
  pause(): void;
}

/** Returns a playback that stands still. */
export function createPlayback({
  end,
  durationMs,
  show,
  onChange,
  clock = frameClock
}: PlaybackOptions): Playback {
  let cancel: (() => void) | undefined;

  function change(next: (() => void) | undefined): void {
    const was = cancel !== undefined;
    cancel = next;
    if (was !== (next !== undefined)) onChange(!was);
  }

  function goOn(beganMs: number): void {
    const place = Math.min(end, ((clock.now() - beganMs) / durationMs) * end);
    if (place >= end) change(undefined);
    else change(clock.after(0, () => goOn(beganMs)));
    show(place);
  }

  return {
    get playing() {
      return cancel !== undefined;
    },
    play(from = 0) {
      cancel?.();
      goOn(clock.now() - ((from >= end ? 0 : from) / end) * durationMs);
    },
    pause() {
      cancel?.();
      change(undefined);
    }
  };
}
