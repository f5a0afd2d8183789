import {JSDOM} from "jsdom";
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {figureFrame} from "../../examples/slides/figureFrame.js";

let frame: HTMLIFrameElement;
let sent: {message: unknown; origin: string}[];
let hear: (event: {data: unknown; source: unknown}) => void;

beforeEach(() => {
  const {window} = new JSDOM('<iframe src="https://example.org/embed/paths/unravel-it?blocks=1"></iframe>');
  frame = window.document.querySelector("iframe")!;
  sent = [];
  frame.contentWindow!.postMessage = ((message: unknown, origin: string) =>
    void sent.push({message, origin})) as never;
  vi.stubGlobal("addEventListener", (_: string, listener: typeof hear) => (hear = listener));
});

afterEach(() => vi.unstubAllGlobals());

const ready = {source: "residual-course", type: "ready"};

test("figureFrame(frame) keeps messages until the figure is there, and then sends them in order, to its site only", () => {
  const figure = figureFrame(frame);
  figure.tell({type: "start"});
  figure.tell({type: "pause"});
  expect(sent).toEqual([]);
  hear({data: ready, source: frame.contentWindow});
  figure.tell({type: "stop"});
  expect(sent).toEqual(
    ["start", "pause", "stop"].map((type) => ({
      message: {target: "residual-course", type},
      origin: "https://example.org"
    }))
  );
});

test("figureFrame(frame) is not made ready by another frame, nor by other messages", () => {
  const figure = figureFrame(frame);
  figure.tell({type: "start"});
  hear({data: ready, source: {}});
  for (const data of [null, "ready", {...ready, source: "another"}, {...ready, type: "step"}])
    hear({data, source: frame.contentWindow});
  expect(sent).toEqual([]);
});
