import type {FigureTalk, StateMessage} from "../embed/figureTalk.js";
import type {FrameRequest} from "../embed/frameMessages.js";
import {lostDownloadText} from "../fields/lostDownload.js";
import {whenNear} from "../page/whenNear.js";
import type {StartedFigure, StartFigure} from "./startFigure.js";

/** A figure that is loaded when it is near the window, or is asked for something. */
export interface LazyFigure {
  connected(): void;
  disconnected(): void;
  /** Loads the figure, and passes a request on. */
  ask(request: FrameRequest): void;
  /** Returns its state, if it is there. */
  state(): StateMessage | undefined;
  /** Loads the figure, and resolves to its state. Rejects if it cannot be loaded. */
  loadedState(): Promise<StateMessage>;
}

/** Returns the figure of a *host*, in whose shadow root stand the host's children, as its picture, until *load* has brought it. */
export function lazyFigure(host: HTMLElement, load: () => Promise<StartFigure>): LazyFigure {
  const shadow = host.attachShadow({mode: "open"});
  shadow.append(document.createElement("slot"));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host{display:block}:host([hidden]){display:none}");
  shadow.adoptedStyleSheets = [sheet];
  let started: Promise<StartedFigure> | undefined;
  let talk: FigureTalk | undefined;
  let near: IntersectionObserver | undefined;

  async function start(): Promise<StartedFigure> {
    near?.disconnect();
    const startFigure = await load();
    return startFigure(host, shadow, (current) => (talk = current));
  }

  const loaded = () => (started ??= start().catch(failed));

  /** Says that the figure cannot be had, beside its picture; the next that asks for it tries again. */
  function failed(error: unknown): never {
    started = undefined;
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = lostDownloadText;
    shadow.replaceChildren(document.createElement("slot"), note);
    const detail = {message: lostDownloadText, messages: [lostDownloadText]};
    host.dispatchEvent(new CustomEvent("error", {detail}));
    throw error;
  }

  const quietly = () => void loaded().catch(() => {});

  return {
    connected() {
      if (started) return; // it was moved
      near = whenNear(quietly);
      near.observe(host);
    },
    disconnected() {
      queueMicrotask(() => {
        if (host.isConnected) return;
        near?.disconnect();
        void started?.then((figure) => figure.end()).catch(() => {});
        started = talk = undefined;
        shadow.replaceChildren(document.createElement("slot"));
      });
    },
    ask: (request) =>
      void loaded()
        .then((figure) => figure.ready())
        .then(() => talk?.answer(request))
        .catch(() => {}),
    state: () => talk?.state(),
    async loadedState() {
      await (await loaded()).ready();
      if (!talk) throw new Error("there is no figure to have a state; see what it says");
      return talk.state();
    }
  };
}
