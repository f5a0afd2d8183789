/** What a host that speaks SPLICE (cssplice.org) is told of an exercise. */
export interface Score {
  subject: "SPLICE.reportScoreAndState";
  message_id: string;
  activity_id: string;
  /** 1 when it is done. */
  score: number;
  state: {done: boolean};
}

/** Tells *report* of each exercise in *figure* whether it is done, whenever that changes. */
export function watchExercises(figure: Element, report: (score: Score) => void): void {
  const told = new Map<string, boolean>();
  let count = 0;
  const look = () => {
    for (const exercise of figure.querySelectorAll<HTMLElement>("[data-exercise]")) {
      const {exercise: key = "", done: mark} = exercise.dataset;
      const done = mark !== undefined && mark !== "false";
      if ((told.get(key) ?? false) === done) continue;
      told.set(key, done);
      report({
        subject: "SPLICE.reportScoreAndState",
        message_id: String(++count),
        activity_id: key,
        score: done ? 1 : 0,
        state: {done}
      });
    }
  };
  new MutationObserver(look).observe(figure, {
    ...{subtree: true, childList: true},
    attributeFilter: ["data-done"]
  });
  look();
}
