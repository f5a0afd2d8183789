import {valueText} from "../fields/english.js";
import type {Measured} from "./measured.js";
import type {StepMetrics} from "./stepMetrics.js";

/** A run's points as columns: entry i belongs to step i + 1. Errors are fractions. */
export interface Curves {
  lossNats: number[];
  trainingError: number[];
  /** Pairs of a step and the test error measured after it. */
  testError: [step: number, error: number][];
  /**
   * Pairs of a step and the class that each of the first test images was put in after it. Files of before answers were
   * kept have none.
   */
  answers?: [step: number, answers: readonly number[]][];
  /** Pairs of a step and what was measured in it; absent if nothing was. In JSON, what is not finite is null. */
  measured?: [step: number, measured: Measured][];
  /** The step after which a shallow network was deepened, and the training errors of both. */
  deepened?: [step: number, errors: NonNullable<StepMetrics["deepened"]>];
}

/**
 * Throws unless *curves* from a file are those of a run: a loss and an error a step, test errors and measurements at steps of the
 * run, and answers on equally many images, which are classes of the data set. In JSON, what is not finite is null.
 */
export function checkCurves(curves: Curves, numClasses: number): void {
  const {lossNats, trainingError, testError, answers = [], measured = []} = curves;
  if (!isNumbers(lossNats) || !isNumbers(trainingError))
    throw new TypeError("invalid run: its losses or its errors are no list of numbers");
  if (lossNats.length !== trainingError.length) {
    throw new RangeError(
      `invalid run: ${lossNats.length} losses, ${trainingError.length} errors; there is one of each a step`
    );
  }
  checkPairs("test errors", testError, lossNats.length, isNumber);
  checkPairs(
    "measurements",
    measured,
    lossNats.length,
    (values) => typeof values === "object" && values !== null
  );
  checkPairs("answers", answers, lossNats.length, Array.isArray);
  checkAnswers(answers, numClasses);
}

/** Throws unless *pairs* are a list of a step of the run and something that *isValue* knows. */
function checkPairs(what: string, pairs: unknown, steps: number, isValue: (value: unknown) => boolean): void {
  if (
    !Array.isArray(pairs) ||
    !Array.from<unknown>(pairs).every((pair) => Array.isArray(pair) && isValue(pair[1]))
  )
    throw new TypeError(`invalid run: its ${what} are no list of steps with values`);
  const wrong = pairs.find(([step]) => !(Number.isInteger(step) && step >= 1 && step <= steps));
  if (wrong)
    throw new RangeError(`invalid run: ${what} after step ${valueText(wrong[0])}; it has ${steps} steps`);
}

function checkAnswers(answers: NonNullable<Curves["answers"]>, numClasses: number): void {
  for (const [step, given] of answers) {
    if (given.length !== answers[0][1].length)
      throw new RangeError(
        `invalid run: ${given.length} answers after step ${step}, ${answers[0][1].length} before; they are on the same images`
      );
    const wrong = given.find((answer) => !(Number.isInteger(answer) && answer >= 0 && answer < numClasses));
    if (wrong !== undefined)
      throw new RangeError(
        `invalid run: answer ${valueText(wrong)}; classes are numbered from 0 to ${numClasses - 1}`
      );
  }
}

function isNumbers(list: unknown): list is number[] {
  return Array.isArray(list) && list.every(isNumber);
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || value === null;
}
