import {readRequest} from "../../components/embed/frameMessages.js";
import {frameFields, readFrame} from "../../components/embed/frameQuery.js";
import {linkKeys} from "../../components/experiment/link.js";
import type {Campaign} from "./campaign.js";
import {hostileTexts, hostileValues, mutatedJson, mutatedText, shorter} from "./mutations.js";

const short = (text: string) => text.slice(0, 200);
const keys = [...Object.keys(frameFields), "freeze", "steps", "nets", ...linkKeys];

/** Queries of figures in frames. */
export const frames: Campaign<string> = {
  name: "queries of frames",
  make(draws) {
    const pairs = Array.from({length: 1 + draws.below(5)}, () => {
      const value = draws.chance(0.4)
        ? draws.one(["few", "none", "dark", "1", "width,steps"])
        : draws.one(hostileTexts);
      return `${draws.one(keys)}=${encodeURIComponent(value.replace(/[\ud800-\udfff]/g, ""))}`;
    });
    return draws.chance(0.2) ? mutatedText(pairs.join("&"), draws) : pairs.join("&");
  },
  take: (query) => readFrame(new URLSearchParams(query)),
  show: short,
  smaller: shorter
};

const types = [
  "set",
  "start",
  "pause",
  "step",
  "stop",
  "showStep",
  "state",
  "getState",
  "setState",
  "slide:start"
];

/** Messages of pages around a frame: known ones are read, all others are passed over. */
export const messages: Campaign<unknown> = {
  name: "messages to frames",
  make(draws) {
    if (draws.chance(0.1)) return draws.one(hostileValues);
    const message = {
      target: "residual-course",
      type: draws.one(types),
      fields: {width: "8"},
      step: 5,
      state: "width=8",
      id: 1
    };
    return mutatedJson(message, draws);
  },
  take: readRequest,
  show: (message) => short(JSON.stringify(message) ?? String(message))
};
