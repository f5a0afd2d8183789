import {lectureKeys} from "./lectureKeys.js";
import {type Screen, screensOf} from "./screens.js";

/** What the windows of a lecture tell each other. */
export type LectureMessage = {type: "at"; screen: number} | {type: "go"; screen: number} | {type: "hello"};

/** The part of a BroadcastChannel by which the windows of a lecture tell each other where they are. */
export type LectureChannel = Pick<BroadcastChannel, "onmessage" | "postMessage" | "close">;

/** Returns the channel of a page's lecture, which no network carries; undefined if this browser has none. */
export function lectureChannel(): LectureChannel | undefined {
  if (typeof BroadcastChannel === "undefined") return undefined;
  return new BroadcastChannel(`lecture:${location.pathname}`);
}

/** Pixels of a figure's smallest text, but for its subscripts, and its least share of a screen's height: for the back row. */
const [smallest, share] = [11, 0.03];

/**
 * Shows the page a screen at a time, large, until Escape; → ← Space go on and back, B makes it black, C shows a figure's controls,
 * S opens the lecturer's own window.
 */
export function startLecture(): void {
  const {dataset, style} = document.documentElement;
  if (dataset.lecture !== undefined) return;
  const main = document.querySelector<HTMLElement>("main")!;
  const screens = screensOf(main);
  const over = new AbortController();
  const channel = lectureChannel();
  let current = Math.max(0, screens.findIndex(isSeen));
  dispatchEvent(new Event("wake"));

  function show(screen: number): void {
    current = Math.min(Math.max(0, screen), screens.length - 1);
    for (const part of main.children) part.toggleAttribute("data-on", screens[current].parts.includes(part));
    dataset.lecture = screens[current].parts.length > 1 ? "full" : "title";
    main.scrollTop = 0;
    tell();
  }

  const tell = () => channel?.postMessage({type: "at", screen: current} satisfies LectureMessage);
  const fit = () => style.setProperty("--lecture", String(lectureZoom(innerHeight)));

  /** A screen that is longer than the window is read to its end first. */
  function next(): void {
    const left = main.scrollHeight - main.clientHeight - main.scrollTop;
    if (left > 1) main.scrollBy({top: 0.8 * main.clientHeight});
    else show(current + 1);
  }

  function end(): void {
    over.abort();
    channel?.close();
    for (const name of ["lecture", "black", "lectureControls"]) delete dataset[name];
    const [first] = screens[current].parts;
    for (const part of main.children) part.removeAttribute("data-on");
    first.scrollIntoView();
  }

  const hear = ({data}: MessageEvent<LectureMessage>) => {
    if (data.type === "go") show(data.screen);
    else if (data.type === "hello") tell();
  };
  if (channel) channel.onmessage = hear;
  lectureKeys(
    {
      next,
      back: () => show(current - 1),
      first: () => show(0),
      last: () => show(screens.length - 1),
      black: () => toggle(dataset, "black"),
      controls: () => toggle(dataset, "lectureControls"),
      notes: () => void open(`${location.pathname}?lecture=notes`, "lecture-notes", "width=900,height=700"),
      end
    },
    over.signal
  );
  addEventListener("resize", fit, {signal: over.signal});
  fit();
  show(current);
}

/** Returns how large a page is shown in a window of this height, in pixels. */
export function lectureZoom(height: number): number {
  return (share * height) / smallest;
}

function isSeen({parts: [first]}: Screen): boolean {
  return first.getBoundingClientRect().bottom > 0;
}

function toggle(dataset: DOMStringMap, name: string): void {
  if (name in dataset) delete dataset[name];
  else dataset[name] = "";
}
