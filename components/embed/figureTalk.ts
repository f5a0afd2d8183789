import {faultText} from "../fields/english.js";
import {type Fault, postableFaults} from "../fields/fault.js";
import type {FaultList} from "../widgets/faultList.js";
import {type FrameMessage, type FrameRequest, netState, stepMessages} from "./frameMessages.js";
import type {FrameQuery} from "./frameQuery.js";
import {chooseSettings, freezeSettings, settingsOf} from "./frameSettings.js";
import type {FrameTraining} from "./frameTraining.js";
import {shownStep} from "./shownStep.js";

/** What a figure understands and tells, in a frame and as an element alike. */
export interface FigureTalk {
  /** Sets the figure as it is asked, and tells that it is ready, or what is wrong. Returns what is wrong. */
  begin(asked: FrameQuery): readonly Fault[];
  /** Does what a request asks; a slide's coming and going pauses the training and goes on with it. */
  answer(request: FrameRequest): void;
  /** Returns the settings as they stand, and all rows of the last training. */
  state(id?: unknown): StateMessage;
}

/** The answer to a request for a figure's state. */
export type StateMessage = Extract<FrameMessage, {type: "state"}>;

/** What figureTalk needs beside the figure. */
export interface FigureTalkOptions {
  /** Where faults are shown. */
  list: FaultList;
  training: FrameTraining;
  post(message: FrameMessage): void;
}

/** A figure that sets itself up by what it is asked: components/panels/retrainPanel.ts. */
type Addressed = HTMLElement & {faults: readonly Fault[]};

/** Returns what understands requests to a *figure*, and tells by **post** what they come to. */
export function figureTalk(figure: HTMLElement, {list, training, post}: FigureTalkOptions): FigureTalk {
  const showStep = shownStep(figure);

  /** Chooses *settings*; what cannot be chosen hides the drawing of what was not asked for, until a reader chooses. */
  function choose(settings: Iterable<readonly [string, string]>): Fault[] {
    const faults = chooseSettings(figure, settings, list.element.id);
    figure.toggleAttribute("data-faulty", faults.length > 0);
    return faults;
  }

  /** Shows *faults*, and tells of them, if there are any. */
  function tellFaults(faults: readonly Fault[]): void {
    list.show(faults);
    if (faults.length === 0) return;
    const messages = faults.map(faultText);
    post({type: "error", message: messages.join("\n"), messages, faults: postableFaults(faults)});
  }

  function begin(asked: FrameQuery): readonly Fault[] {
    const addressed = figure.querySelector<Addressed>("[data-link]");
    const own = addressed ? addressed.faults : choose(asked.settings);
    const faults = [...asked.faults, ...freezeSettings(figure, asked.freeze), ...own];
    tellFaults(faults);
    if (faults.length === 0) post({type: "ready", nets: netsOf(figure), fields: settingsOf(figure)});
    if (asked.autoplay === "1" && own.length === 0) requestAnimationFrame(training.start); // the figure is drawn first
    return faults;
  }

  function answer(request: FrameRequest): void {
    switch (request.type) {
      case "set":
        return tellFaults(choose(Object.entries(request.fields)));
      case "setState":
        return tellFaults(choose(new URLSearchParams(request.state)));
      case "slide":
        return training.follow(request.shown);
      case "showStep":
        return showStep(request.step);
      case "state":
      case "getState":
        return post(state(request.id));
      default:
        training[request.type]();
    }
  }

  function state(id?: unknown): StateMessage {
    const fields = settingsOf(figure);
    const runs = training.state?.runs ?? [];
    const nets = runs.map((run) => ({...netState(run), points: stepMessages(run.points)}));
    return {type: "state", id, state: new URLSearchParams(fields).toString(), fields, nets};
  }

  return {begin, answer, state};
}

/** The networks that a figure is asked for, where it says so. */
function netsOf(figure: HTMLElement): string[] {
  const {nets = ""} = figure.querySelector<HTMLElement>("[data-nets]")?.dataset ?? {};
  return nets === "" ? [] : nets.split(",");
}
