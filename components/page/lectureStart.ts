import {tellLost, untellLost} from "./tellLost.js";

/** What shows a page to a class (components/lecture/). */
export interface LectureModule {
  startLecture(): void;
  startNotes(): void;
}

/**
 * Starts a lecture by *load* where the address asks for it, by `?lecture`, at Alt+L, and at the button in the list of pages. If it
 * cannot be loaded, the page says so at its button, and where it was asked for otherwise, at its end.
 */
export function lectureWhenAsked(
  load: () => Promise<LectureModule>,
  query = new URLSearchParams(location.search)
): void {
  const button = document.querySelector("#lecture-start");
  const main = document.querySelector("main");
  function begin(name: keyof LectureModule, place: Element | null | undefined): void {
    load()
      .then((lecture) => {
        lecture[name](); // of an empty file, or another version's, there is none
        untellLost(document);
      })
      .catch(() => place && tellLost(place));
  }
  if (query.get("lecture") === "notes") begin("startNotes", main);
  else if (query.has("lecture")) begin("startLecture", main);
  button?.addEventListener("click", () => begin("startLecture", button.parentElement));
  addEventListener("keydown", ({altKey, ctrlKey, metaKey, code}) => {
    if (altKey && !ctrlKey && !metaKey && code === "KeyL") begin("startLecture", main);
  });
}
