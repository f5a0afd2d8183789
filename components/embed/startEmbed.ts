import {type LaterParts, startPage} from "../page/start.js";
import {faultList} from "../widgets/faultList.js";
import {figureTalk} from "./figureTalk.js";
import {forwardKeys} from "./frameKeys.js";
import {type FrameMessage, type FrameRequest, readRequest} from "./frameMessages.js";
import {readFrame} from "./frameQuery.js";
import {watchSize} from "./frameSize.js";
import {frameTraining} from "./frameTraining.js";
import {isFormer} from "./isFormer.js";
import {speakSplice} from "./splice.js";

/** Starts a figure that is a document of its own: set up by its address, and on speaking terms with the page around it. */
export async function startEmbed(parts: LaterParts): Promise<void> {
  const figure = document.querySelector<HTMLElement>(".embed")!;
  const {pathname, search} = location;
  const frame = readFrame(new URLSearchParams(search), {former: isFormer(pathname)});
  const settings = new URLSearchParams(frame.settings.map(([key, text]) => [key, text]));
  document.documentElement.dataset.settings = String(settings); // for a figure that sets itself up by them (addressed.ts)
  const post = poster(frame.origin);
  const list = faultList("embed-faults");
  figure.prepend(list.element);
  startPage(parts);
  if (parts.code) {
    dispatchEvent(new Event("wake")); // all of it is near
    await whenAwake();
  }

  const training = frameTraining(figure, post);
  const talk = figureTalk(figure, {list, training, post});
  talk.begin(frame);

  let waits = frame.autoplay === "slide";
  listen(frame.origin, (request) => {
    if (request.type === "slide" && request.shown && waits) {
      waits = false;
      training.start();
    } else talk.answer(request);
  });
  watchSize(({width, height}) => {
    post({type: "resize", width, height});
    toParent({subject: "lti.frameResize", height}, frame.origin);
  });
  const hearSplice = speakSplice(figure, {post: (message) => toParent(message, frame.origin)});
  hearParent(frame.origin, hearSplice);
  forwardKeys((key, method) => {
    post({type: "key", key});
    if (method) toParent(JSON.stringify({method}), frame.origin);
  });
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

function poster(origin: string | undefined): (message: FrameMessage) => void {
  return (message) => toParent({source: "residual-course", ...message}, origin);
}

/** Posts to the page around, to whatever it is unless an *origin* is named. */
function toParent(message: unknown, origin = "*"): void {
  if (origin !== "null") window.parent.postMessage(message, origin);
}

/** Hears requests of the page around; all that is none is passed over, and nothing of one is run as code. */
function listen(origin: string | undefined, hear: (request: FrameRequest) => void): void {
  hearParent(origin, (data) => {
    const request = readRequest(data);
    if (request) hear(request);
  });
}

/** Hears messages of the page around, of one *origin* if that is named, and of nobody else. */
function hearParent(origin: string | undefined, hear: (data: unknown) => void): void {
  addEventListener("message", (event) => {
    if (event.source === window.parent && (origin === undefined || event.origin === origin)) hear(event.data);
  });
}
