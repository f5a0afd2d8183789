// What `<residual-figure>` is to whoever writes a page. The build copies this file to `v1/embed.d.ts`, so it holds
// declarations only, and imports nothing.

/** One training step: errors are fractions, the loss is in nats. */
export interface FigureStep {
  step: number;
  loss: number;
  trainingError: number;
  /** There where it was measured. */
  testError?: number;
}

/** How far a network is. */
export interface FigureNet {
  net: string;
  /** "waiting", "running", "paused", "done", "stopped", "diverged" or "failed". */
  status: string;
  step: number;
}

/** What is wrong with an attribute, a field or a method's argument, as data. */
export interface FigureFault {
  field: string;
  value?: unknown;
  rule: {is: string};
}

/** The settings of a figure and what it has trained. */
export interface FigureState {
  /** What setState() puts back. */
  state: string;
  fields: Record<string, string>;
  nets: (FigureNet & {points: FigureStep[]})[];
}

/** The `detail` of each event. No event bubbles. */
export interface FigureEvents {
  /** The figure is there, and nothing is wrong with its attributes. */
  ready: {nets: string[]; fields: Record<string, string>};
  /** New steps of one network, each told once. */
  step: {net: string; points: FigureStep[]; imagesPerSecond: number; backend: string};
  /** All networks have ended. */
  done: {backend: string; device: string; nets: FigureNet[]};
  /** What getState() has resolved to. */
  state: FigureState;
  /** Something is wrong with an attribute, a field or the training, or nothing could be loaded; the figure says it too. */
  error: {message: string; messages: string[]; faults?: readonly FigureFault[]};
  /** How large the figure is, in pixels. */
  resize: {width: number; height: number};
}

/** A figure of the course: `<residual-figure name="degradation/retrain" nets="cifar-plain-20,cifar-resnet-20">`. */
export interface ResidualFigureElement extends HTMLElement {
  /** Which figure it is: what stands behind `embed/` in its link. Reflects the attribute. */
  name: string;
  /** The settings as they stand; none before the figure is there. What is assigned is chosen, as by set(). */
  fields: Readonly<Record<string, string>>;
  /** Chooses settings, by their keys. */
  set(fields: Readonly<Record<string, string | number | boolean>>): void;
  /** Starts the training, as the figure's button does, or goes on with what is paused. */
  start(): void;
  pause(): void;
  /** Takes one step of every network, and pauses. */
  step(): void;
  stop(): void;
  /** Lets the charts read out a step. */
  showStep(step: number): void;
  /** Rejects if the figure cannot be loaded. */
  getState(): Promise<FigureState>;
  /** Puts back what a state called its *state*. */
  setState(state: string): void;
  addEventListener<K extends keyof FigureEvents>(
    type: K,
    listener: (this: ResidualFigureElement, event: CustomEvent<FigureEvents[K]>) => unknown,
    options?: boolean | AddEventListenerOptions
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "residual-figure": ResidualFigureElement;
  }
}
