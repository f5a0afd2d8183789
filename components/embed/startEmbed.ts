import {faultText} from "../fields/english.js";
import type {Fault} from "../fields/fault.js";
import {postableFaults} from "../fields/fault.js";
import {type LaterParts, startPage} from "../page/start.js";
import {faultList} from "../widgets/faultList.js";
import {watchExercises} from "./exerciseScore.js";
import {forwardKeys} from "./frameKeys.js";
import {type FrameMessage, type FrameRequest, netState, readRequest, stepMessages} from "./frameMessages.js";
import {readFrame} from "./frameQuery.js";
import {chooseSettings, freezeSettings, settingsOf} from "./frameSettings.js";
import {watchSize} from "./frameSize.js";
import {frameTraining} from "./frameTraining.js";
import {isFormer} from "./isFormer.js";
import {shownStep} from "./shownStep.js";

/** A figure that sets itself up by its own address, as its page does: components/panels/retrainPanel.ts. */
type Addressed = HTMLElement & {faults: readonly Fault[]};

/** Starts a figure that is a document of its own: set up by its address, and on speaking terms with the page around it. */
export async function startEmbed(parts: LaterParts): Promise<void> {
  const figure = document.querySelector<HTMLElement>(".embed")!;
  const {pathname, search} = location;
  const frame = readFrame(new URLSearchParams(search), {former: isFormer(pathname)});
  const post = poster(frame.origin);
  const list = faultList("embed-faults");
  figure.prepend(list.element);
  startPage(parts);
  if (parts.code) {
    dispatchEvent(new Event("wake")); // all of it is near
    await whenAwake();
  }

  const training = frameTraining(figure, post);
  const showStep = shownStep(figure);
  const addressed = figure.querySelector<Addressed>("[data-link]");
  const own = addressed ? addressed.faults : choose(frame.settings);
  const faults = [...frame.faults, ...freezeSettings(figure, frame.freeze), ...own];
  tellFaults(faults);
  if (faults.length === 0) post({type: "ready", nets: netsOf(figure), fields: settingsOf(figure)});
  if (frame.autoplay === "1" && own.length === 0) requestAnimationFrame(training.start); // the figure is drawn first

  let waits = frame.autoplay === "slide";
  listen(frame.origin, (request) => {
    if (request.type === "slide" && request.shown && waits) {
      waits = false;
      training.start();
    } else answer(request);
  });
  watchSize(({width, height}) => {
    post({type: "resize", width, height});
    toParent({subject: "lti.frameResize", height}, frame.origin);
  });
  watchExercises(figure, (score) => toParent(score, frame.origin));
  forwardKeys((key, method) => {
    post({type: "key", key});
    if (method) toParent(JSON.stringify({method}), frame.origin);
  });

  /** Chooses *settings*; what cannot be chosen hides the drawing of what was not asked for, until a reader chooses. */
  function choose(settings: Iterable<readonly [string, string]>): Fault[] {
    const faults = chooseSettings(figure, settings, list.element.id);
    figure.toggleAttribute("data-faulty", faults.length > 0);
    return faults;
  }

  /** Shows *faults*, and tells the page around of them, if there are any. */
  function tellFaults(faults: readonly Fault[]): void {
    list.show(faults);
    if (faults.length === 0) return;
    const messages = faults.map(faultText);
    post({type: "error", message: messages.join("\n"), messages, faults: postableFaults(faults)});
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
        return post(stateMessage(request.id));
      default:
        training[request.type]();
    }
  }

  function stateMessage(id: unknown): FrameMessage {
    const fields = settingsOf(figure);
    const runs = training.state?.runs ?? [];
    const nets = runs.map((run) => ({...netState(run), points: stepMessages(run.points)}));
    return {type: "state", id, state: new URLSearchParams(fields).toString(), fields, nets};
  }
}

/** Resolves when all of the document is alive (page/wake.ts). */
function whenAwake(): Promise<void> {
  const {documentElement: html} = document;
  return new Promise((resolve) => {
    const look = () => {
      if (html.dataset.awake === undefined) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(html, {attributeFilter: ["data-awake"]});
    look();
  });
}

/** The networks that a figure is asked for, where it says so. */
function netsOf(figure: HTMLElement): string[] {
  const {nets = ""} = figure.querySelector<HTMLElement>("[data-nets]")?.dataset ?? {};
  return nets === "" ? [] : nets.split(",");
}

function poster(origin: string | undefined): (message: FrameMessage) => void {
  return (message) => toParent({source: "residual-course", ...message}, origin);
}

/** Posts to the page around, to whatever it is unless an *origin* is named. */
function toParent(message: unknown, origin = "*"): void {
  if (origin !== "null") window.parent.postMessage(message, origin);
}

/** Hears requests of the page around; all that is none is passed over, and nothing of one is run as code. */
function listen(origin: string | undefined, hear: (request: FrameRequest) => void): void {
  addEventListener("message", (event) => {
    if (event.source !== window.parent || (origin !== undefined && event.origin !== origin)) return;
    const request = readRequest(event.data);
    if (request) hear(request);
  });
}
