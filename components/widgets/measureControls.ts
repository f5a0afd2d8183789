import {html} from "htl";
import {button} from "./button.js";
import {progressBar} from "./progressBar.js";

/** Two buttons, a progress bar and a line of status, for something that is measured. */
export interface MeasureControls {
  element: HTMLElement;
  /** Shows *text*, and how far a measurement is, as a share. */
  tell(text: string, share?: number): void;
}

/** What measures. */
export interface Measuring {
  /** Measures, until *signal* says that it is to stop; rejects with what went wrong. */
  measure(signal: AbortSignal): Promise<void>;
  /** The tooltip of the button that measures. */
  title: string;
  /** The spoken name of the progress bar. */
  progress: string;
}

/** Time between two messages to a screen reader, at the least, while it goes on. */
const spokenEveryMs = 10_000;

/** Returns controls that **measure** when Measure is pressed, until Stop is. Their line shows what goes wrong. */
export function measureControls({measure, title, progress: progressLabel}: Measuring): MeasureControls {
  const progress = progressBar(progressLabel);
  const line = html`<p class="status" role="status"></p>`;
  const start = button("Measure", () => void begin(), {className: "primary", title});
  const stop = button("Stop", () => current?.abort());
  let current: AbortController | undefined;
  let spokenMs = -Infinity;

  async function begin(): Promise<void> {
    const own = (current = new AbortController());
    follow();
    try {
      await measure(own.signal);
      progress.value = 1;
    } catch (error) {
      line.setAttribute("aria-live", "polite"); // the end is always read out
      line.textContent = own.signal.aborted ? "Stopped." : `Not measured: ${(error as Error).message}.`;
    } finally {
      current = undefined;
      follow();
    }
  }

  function follow(): void {
    const focused = [start, stop].some((button) => button.matches(":focus"));
    start.disabled = current !== undefined;
    stop.disabled = !start.disabled;
    if (focused) (start.disabled ? stop : start).focus(); // a button that is disabled would lose it
  }

  follow();
  return {
    element: html`<div>
      ${progress}
      <div class="controls" role="group" aria-label="Measurement">${start}${stop}${line}</div>
    </div>`,
    tell(text, share) {
      const isDue = performance.now() - spokenMs >= spokenEveryMs;
      if (isDue) spokenMs = performance.now();
      line.setAttribute("aria-live", isDue ? "polite" : "off");
      line.textContent = text;
      if (share !== undefined) progress.value = share;
    }
  };
}
