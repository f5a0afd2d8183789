import {lectureChannel, type LectureMessage} from "./lecture.js";
import {lectureKeys} from "./lectureKeys.js";
import {type Screen, screensOf} from "./screens.js";

/**
 * Makes the document the lecturer's own view of the same page: what the page says of what the class sees, what comes next, and the
 * time since the beginning. Its keys move the class's window; where this browser has no channel between windows, they move this
 * one only, and it says so.
 */
export function startNotes(now = () => Date.now()): void {
  const screens = screensOf(document.querySelector("main")!);
  const channel = lectureChannel();
  const [place, clock, title, notes, after] = ["p", "p", "h1", "div", "p"].map((name) =>
    document.createElement(name)
  );
  const view = document.createElement("main");
  const began = now();
  let current = 0;
  view.append(place, clock, title, notes, after);
  if (!channel) view.prepend(aloneNote());
  view.id = "lecture-notes";
  document.documentElement.dataset.lectureNotes = "";
  document.body.replaceChildren(view);

  function show(screen: number): void {
    current = screen;
    const {title: name, notes: texts} = screens[screen];
    place.textContent = `${screen + 1} of ${screens.length}`;
    title.textContent = name;
    notes.replaceChildren(...texts.map((text) => text.cloneNode(true)));
    after.textContent = `Next: ${nextText(screens, screen)}`;
  }

  const tick = () => (clock.textContent = clockText(now() - began, new Date(now())));
  const go = (screen: number) => {
    if (channel) channel.postMessage({type: "go", screen} satisfies LectureMessage);
    else if (screens[screen]) show(screen);
  };
  const hear = ({data}: MessageEvent<LectureMessage>) => {
    if (data.type === "at" && screens[data.screen]) show(data.screen);
  };
  if (channel) channel.onmessage = hear;
  lectureKeys({
    next: () => go(current + 1),
    back: () => go(current - 1),
    first: () => go(0),
    last: () => go(screens.length - 1)
  });
  channel?.postMessage({type: "hello"} satisfies LectureMessage);
  show(0);
  tick();
  setInterval(tick, 1000);
}

function aloneNote(): HTMLElement {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent =
    "This browser has no channel between windows: this one does not follow the class's, nor lead it. Its keys turn these notes.";
  return note;
}

function nextText(screens: readonly Screen[], screen: number): string {
  const next = screens[screen + 1];
  if (!next) return "the end";
  if (next.title !== screens[screen].title) return next.title;
  return (
    next.parts.at(-1)!.querySelector("figcaption b, .exercise-question, .cell-title")?.textContent ??
    next.title
  );
}

/** Minutes and seconds since the beginning, and the time of day. */
export function clockText(ms: number, day: Date): string {
  const seconds = Math.floor(ms / 1000);
  const time = day.toLocaleTimeString("en", {hour: "2-digit", minute: "2-digit", hour12: false});
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} · ${time}`;
}
