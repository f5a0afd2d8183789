import {html} from "htl";
import type {Volume} from "../../network/shapes.js";
import {choiceField, numberField} from "../../widgets/labFields.js";

/** What of a volume is shown as its map. */
export interface ChannelChoice {
  /** It emits "input". */
  readonly element: HTMLElement;
  /** The channel, from 0; undefined for the mean. */
  readonly value: number | undefined;
  /** Returns the channel of a volume: its last where it has fewer. */
  of(volume: Volume): number | undefined;
}

/** The most channels that a volume of ours has. */
const mostChannels = 4096;

/** Returns a choice between the mean over a volume's channels and one of them. */
export function channelChoice(): ChannelChoice {
  const kind = choiceField({
    name: "map",
    label: "maps show",
    options: {mean: "the mean of channels", one: "channel"}
  });
  const number = numberField({name: "channel", label: "", value: 1, min: 1, max: mostChannels, step: 1});
  const element = html`<div class="channel-choice">${kind.element}${number.element}</div>`;
  const value = () => (kind.value === "mean" || number.fault() ? undefined : number.value - 1);
  number.element.addEventListener("input", () => {
    const [, one] = kind.element.querySelectorAll("input");
    one.checked = true;
    number.showFaults(number.fault() ? [number.fault()!] : [], "");
  });
  number.element.querySelector("input")!.setAttribute("aria-label", "channel, from 1");
  return {
    element,
    get value() {
      return value();
    },
    of: ([, , channels]) => {
      const chosen = value();
      return chosen === undefined ? undefined : Math.min(chosen, channels - 1);
    }
  };
}
