import {html} from "htl";
import {button} from "./button.js";

/** A camera that a reader can switch on. */
export interface StillCamera {
  /** Its switch, and what it sees. */
  element: HTMLElement;
  /** Whether it is on. */
  readonly on: boolean;
  /** Returns what it sees now. */
  still(): Promise<ImageBitmap>;
  /** Switches it off. */
  stop(): void;
}

/** Options of createStillCamera. */
export interface StillCameraOptions {
  /** Called when it is switched on or off. */
  onChange(): void;
  /** Called with what is wrong if there is none to use. */
  onFault(text: string): void;
}

/** Returns a camera that is off. What it sees stays on the page. */
export function createStillCamera({onChange, onFault}: StillCameraOptions): StillCamera {
  const video = html`<video
    class="camera"
    muted
    playsinline
    hidden
    aria-label="What the camera sees"
  ></video>` as HTMLVideoElement;
  const toggle = button("Use the camera", () => (stream ? stop() : start()));
  let stream: MediaStream | undefined;

  async function start(): Promise<void> {
    try {
      if (!navigator.mediaDevices) throw new Error("this page may not use one");
      stream = await navigator.mediaDevices.getUserMedia({video: {width: {ideal: 640}}});
      video.srcObject = stream;
      await video.play();
      show();
    } catch (error) {
      stop();
      onFault(`There is no camera to use: ${(error as Error).message}.`);
    }
  }

  function stop(): void {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.srcObject = null;
    show();
  }

  function show(): void {
    video.hidden = !stream;
    toggle.textContent = stream ? "Switch the camera off" : "Use the camera";
    onChange();
  }

  return {
    element: html`<div class="camera-place">${toggle}${video}</div>`,
    get on() {
      return stream !== undefined;
    },
    still: () => createImageBitmap(video),
    stop
  };
}
