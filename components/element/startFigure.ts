import {type FigureTalk, figureTalk} from "../embed/figureTalk.js";
import type {FrameMessage} from "../embed/frameMessages.js";
import type {FrameQuery} from "../embed/frameQuery.js";
import {settingsOf} from "../embed/frameSettings.js";
import {frameTraining} from "../embed/frameTraining.js";
import {faultTexts} from "../fields/english.js";
import {faultsOf, postableFaults} from "../fields/fault.js";
import {isLostDownload, lostDownloadText} from "../fields/lostDownload.js";
import {faultList} from "../widgets/faultList.js";
import {askedBy} from "./askedBy.js";
import {dressFigure} from "./dressFigure.js";
import {type FigureSource, figureSource} from "./figureSource.js";
import {runCells} from "./runCells.js";

/** A figure that has been started in a host. */
export interface StartedFigure {
  /** Resolves when the figure is alive, or has said why it cannot be. */
  ready(): Promise<void>;
  end(): void;
}

/** Starts what a *host* names in its *shadow* root; *onTalk* gets what understands requests, and nothing while there is none. */
export type StartFigure = (
  host: HTMLElement,
  shadow: ShadowRoot,
  onTalk: (talk: FigureTalk | undefined) => void
) => StartedFigure;

/** A figure as it stands, with what ends it. */
interface Build {
  /** Chooses what these *attributes* say now. Returns false if the figure has to be built anew for that. */
  follow(attributes: readonly string[]): boolean;
  end(): void;
}

/** Returns what starts figures of the site at *site*, each by the list in `v1/figures.json`. */
export function startFigureOf(site: URL): StartFigure {
  return (host, shadow, onTalk) => {
    const tell = teller(host);
    let build: Build | undefined;
    let count = 0; // of builds: one that comes late is dropped
    let done: Promise<void>;

    async function begin(): Promise<void> {
      const own = ++count;
      end();
      try {
        const source = await figureSource(site, host.getAttribute("name"));
        if (own !== count) return;
        build = await buildFigure({host, shadow, source, tell, onTalk, isCurrent: () => own === count});
      } catch (error) {
        if (own === count) build = sayFailure(shadow, error, tell);
      }
    }

    function end(): void {
      onTalk(undefined);
      build?.end();
      build = undefined;
    }

    const attributes = new MutationObserver((changes) => {
      const names = [...new Set(changes.map(({attributeName}) => attributeName!))];
      done = done.then(() => (build && !build.follow(names) ? begin() : undefined));
    });
    attributes.observe(host, {attributes: true});
    done = begin();
    return {
      ready: () => done,
      end() {
        count++;
        end();
        attributes.disconnect();
      }
    };
  };
}

interface BuildOptions {
  host: HTMLElement;
  shadow: ShadowRoot;
  source: FigureSource;
  tell(message: FrameMessage): void;
  onTalk(talk: FigureTalk): void;
  isCurrent(): boolean;
}

async function buildFigure({host, shadow, source, tell, onTalk, isCurrent}: BuildOptions): Promise<Build> {
  const place = source.place();
  const figure = place.querySelector<HTMLElement>(".embed")!;
  const list = faultList("figure-faults");
  figure.prepend(list.element);
  const asked = () => askedBy(host.attributes, Object.keys(settingsOf(figure)));
  let frame = asked();
  dressFigure(shadow, place, frame, source);
  for (const old of [...shadow.children]) old.remove();
  shadow.append(place);
  const cells = runCells(source.page, place, new URLSearchParams(frame.settings.map(([...pair]) => pair)));
  await cells.shown;
  frame = asked(); // a laboratory's fields are known now
  const training = frameTraining(figure, tell);
  const talk = figureTalk(figure, {list, training, post: tell});
  if (!isCurrent()) return {follow: () => true, end: cells.end};
  onTalk(talk);
  const faulty = talk.begin(frame).length > 0;
  const size = watchRoom(place, tell);
  return {
    follow(attributes) {
      const before = frame;
      frame = asked();
      if (JSON.stringify(frame) === JSON.stringify(before) && !attributes.includes("name")) return true;
      dressFigure(shadow, place, frame, source);
      const fields = changedFields(before, frame, settingsOf(figure));
      if (faulty || attributes.includes("name") || fields === undefined) return false;
      if (Object.keys(fields).length > 0) talk.answer({type: "set", fields});
      return true;
    },
    end() {
      size.disconnect();
      cells.end();
      place.remove();
    }
  };
}

/**
 * Returns the settings that are others *now*, of those that the figure's controls have. Undefined if controls are not enough: then
 * the figure is built anew, as it is when a setting is taken back.
 */
function changedFields(
  before: FrameQuery,
  now: FrameQuery,
  known: Readonly<Record<string, string>>
): Record<string, string> | undefined {
  const [was, is] = [new Map(before.settings), new Map(now.settings)];
  const isFrozenOtherwise = now.freeze.join() !== before.freeze.join();
  const isFaulty = now.faults.length > 0 || now.settings.length !== is.size;
  const isTakenBack = [...was.keys()].some((key) => !is.has(key));
  const changed = [...is].filter(([key, text]) => was.get(key) !== text);
  if (isFrozenOtherwise || isFaulty || isTakenBack || changed.some(([key]) => !Object.hasOwn(known, key)))
    return undefined;
  return Object.fromEntries(changed);
}

/** Tells how large the figure is in its *place*, when that changes and is not nothing. */
function watchRoom(place: HTMLElement, tell: (message: FrameMessage) => void): ResizeObserver {
  const observer = new ResizeObserver(([{contentRect}]) => {
    const [width, height] = [Math.ceil(contentRect.width), Math.ceil(contentRect.height)];
    if (width > 0 && height > 0) tell({type: "resize", width, height});
  });
  observer.observe(place);
  return observer;
}

/** Says in the figure's place what is wrong, beside the picture that stood there. */
function sayFailure(shadow: ShadowRoot, error: unknown, tell: (message: FrameMessage) => void): Build {
  const faults = faultsOf(error);
  const messages = faults
    ? faultTexts(faults)
    : [isLostDownload(error) ? lostDownloadText : String((error as Error).message)];
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = messages.join("\n");
  shadow.replaceChildren(document.createElement("slot"), note);
  tell({
    ...{type: "error", message: messages.join("\n"), messages},
    ...(faults && {faults: postableFaults(faults)})
  });
  return {follow: (attributes) => !attributes.includes("name"), end: () => note.remove()};
}

function teller(host: HTMLElement): (message: FrameMessage) => void {
  return ({type, ...detail}) => void host.dispatchEvent(new CustomEvent(type, {detail}));
}
