import {html} from "htl";
import {imageStrip} from "../charts/contactSheet.js";
import {joinedImages, type OwnClass, ownSize} from "../dataset/ownImages.js";
import {button} from "../widgets/button.js";
import {dropPlace} from "../widgets/dropPlace.js";

/** Images of a class that are shown, the latest ones. */
const shown = 10;

/** A class that a reader is making. */
export interface OwnClassRow {
  element: HTMLElement;
  /** Shows a class as it is now, and whether there is a camera to take pictures with. */
  show(of: OwnClass, options: {camera: boolean}): void;
}

/** What a reader does with a class. */
export interface OwnClassActions {
  rename(name: string): void;
  add(files: File[]): void;
  takePicture(): void;
  remove(): void;
}

/** Returns the row of a reader's class: its name, its images, and what adds to them. */
export function ownClassRow(act: OwnClassActions): OwnClassRow {
  const name = html`<input type="text" maxlength="40" aria-label="Name of the class" />` as HTMLInputElement;
  name.onchange = () => act.rename(name.value);
  const [images, count] = [html`<span class="own-images-strip"></span>`, html`<span></span>`];
  const picture = button("Take a picture", act.takePicture);
  const files = dropPlace({
    ...{accept: "image/*", multiple: true},
    text: html`Drop images or a folder of them, or <u>choose images</u>`,
    take: act.add
  });
  const element = html`<div class="own-class">
    <div class="controls">
      ${name}${count}${picture}${button("Remove", act.remove, {label: "Remove the class"})}
    </div>
    ${files}${images}
  </div>`;
  return {
    element,
    show({name: text, images: all}, {camera}) {
      if (document.activeElement !== name) name.value = text;
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", text);
      count.textContent = all.length === 1 ? "1 image" : `${all.length} images`;
      picture.hidden = !camera;
      const latest = all.slice(-shown);
      images.replaceChildren(
        ...(latest.length > 0
          ? [
              imageStrip(joinedImages(latest), {
                size: ownSize,
                scale: 1,
                label: `The latest images of ${text}`
              })
            ]
          : [])
      );
    }
  };
}
