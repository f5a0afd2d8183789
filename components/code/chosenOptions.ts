import type {ClassFacts} from "./classFacts.js";

/** An option of the class, and its value as TypeScript writes it. */
export interface ChosenOption {
  readonly name: string;
  readonly value: string;
}

/** Returns the options that a call of the class must give: those that are not as usual. */
export function chosenOptions({stages, ...facts}: ClassFacts): ChosenOption[] {
  const {numClasses, zeroInitResidual, groups, widthPerGroup} = facts;
  const dilate = stages.slice(1).map(({dilated}) => dilated);
  return [
    numClasses !== 1000 && {name: "numClasses", value: String(numClasses)},
    zeroInitResidual && {name: "zeroInitResidual", value: "true"},
    groups !== 1 && {name: "groups", value: String(groups)},
    widthPerGroup !== 64 && {name: "widthPerGroup", value: String(widthPerGroup)},
    dilate.some(Boolean) && {name: "replaceStrideWithDilation", value: `[${dilate.join(", ")}]`}
  ].filter((option) => option !== false);
}
