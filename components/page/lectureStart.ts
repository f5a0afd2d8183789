/** What shows a page to a class (components/lecture/). */
export interface LectureModule {
  startLecture(): void;
  startNotes(): void;
}

/** Starts a lecture by *load* where the address asks for it, by `?lecture`, at Alt+L, and at the button in the list of pages. */
export function lectureWhenAsked(
  load: () => Promise<LectureModule>,
  query = new URLSearchParams(location.search)
): void {
  const start = () => void load().then(({startLecture}) => startLecture());
  if (query.get("lecture") === "notes") void load().then(({startNotes}) => startNotes());
  else if (query.has("lecture")) start();
  document.querySelector("#lecture-start")?.addEventListener("click", start);
  addEventListener("keydown", ({altKey, ctrlKey, metaKey, code}) => {
    if (altKey && !ctrlKey && !metaKey && code === "KeyL") start();
  });
}
