import {html} from "htl";
import type {LandscapeSubject} from "./landscapeSubjects.js";

/** A choice of one of a few sets of weights. Its element emits "input". */
export interface SubjectChooser {
  readonly element: HTMLElement;
  readonly value: LandscapeSubject;
  /** Adds weights to a group, at its end. */
  add(group: string, subject: LandscapeSubject): void;
}

/** Returns a choice of *subjects* by their groups. */
export function subjectChooser(
  groups: Readonly<Record<string, readonly LandscapeSubject[]>>
): SubjectChooser {
  const select = html`<select></select>` as HTMLSelectElement;
  const all: LandscapeSubject[] = [];

  function add(group: string, subject: LandscapeSubject): void {
    const known = [...select.querySelectorAll("optgroup")].find(({label}) => label === group);
    const place = known ?? (html`<optgroup label=${group}></optgroup>` as HTMLOptGroupElement);
    if (!known) select.append(place);
    place.append(html`<option value=${all.push(subject) - 1}>${subject.label}</option>`);
  }

  for (const [group, subjects] of Object.entries(groups)) for (const subject of subjects) add(group, subject);
  select.selectedIndex = 0;
  return {
    element: html`<label>Weights ${select}</label>`,
    get value() {
      return all[Number(select.value)];
    },
    add
  };
}
