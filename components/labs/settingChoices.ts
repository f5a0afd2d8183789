import type {TrainingSpec} from "../experiment/trainingSpec.js";

/** What can be chosen in a laboratory: by a key, the words for it, and the settings that it stands for. */
export type SettingChoices = Readonly<Record<string, {text: string; options: Partial<TrainingSpec>}>>;

/** Returns the words of *choices* by their keys, as choiceField takes them. */
export function choiceTexts(choices: SettingChoices): Record<string, string> {
  return Object.fromEntries(Object.entries(choices).map(([key, {text}]) => [key, text]));
}
