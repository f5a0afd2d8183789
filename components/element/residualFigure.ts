import {readRequest} from "../embed/frameMessages.js";
import {isObject} from "../fields/isObject.js";
import type {FigureEvents, FigureState, ResidualFigureElement} from "./figureApi.js";
import {lazyFigure} from "./lazyFigure.js";
import type {StartFigure} from "./startFigure.js";

// Why a figure runs its page's own cells: an embed document is a finished part of a page, and the page's bundle has the cells
// that bring it to life. So an element needs no second list of what makes each figure, and no second way of drawing it: it
// takes the document's HTML into its shadow root and computes the page's cells there, with a graph of its own (runCells.ts).
// All figures can be had that need no editor; a new one is there when its page has it.

/** Defines `<residual-figure>`, unless the page has it. *load* brings what starts a figure, when the first is near. */
export function defineResidualFigure(load: () => Promise<StartFigure>): void {
  if (customElements.get("residual-figure")) return;

  class ResidualFigure extends HTMLElement implements ResidualFigureElement {
    readonly #figure = lazyFigure(this, load);

    connectedCallback(): void {
      this.#figure.connected();
    }

    disconnectedCallback(): void {
      this.#figure.disconnected();
    }

    get name(): string {
      return this.getAttribute("name") ?? "";
    }
    set name(name: string) {
      this.setAttribute("name", name);
    }

    get fields(): Readonly<Record<string, string>> {
      return this.#figure.state()?.fields ?? {};
    }
    set fields(fields: Readonly<Record<string, string>>) {
      this.set(fields);
    }

    set(fields: Readonly<Record<string, string | number | boolean>>): void {
      this.#ask("set", {fields: isObject(fields) ? linkTexts(fields) : fields});
    }
    start(): void {
      this.#ask("start");
    }
    pause(): void {
      this.#ask("pause");
    }
    step(): void {
      this.#ask("step");
    }
    stop(): void {
      this.#ask("stop");
    }
    showStep(step: number): void {
      this.#ask("showStep", {step});
    }
    setState(state: string): void {
      this.#ask("setState", {state});
    }

    async getState(): Promise<FigureState> {
      const {state, fields, nets} = await this.#figure.loadedState();
      const detail: FigureEvents["state"] = {state, fields, nets};
      this.dispatchEvent(new CustomEvent("state", {detail}));
      return detail;
    }

    /** Like a message to a frame: what is no request is passed over. */
    #ask(type: string, rest: object = {}): void {
      const request = readRequest({...rest, target: "residual-course", type});
      if (request) this.#figure.ask(request);
    }
  }
  customElements.define("residual-figure", ResidualFigure);
}

/** Truth values as a link has them. */
function linkTexts(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === "boolean" ? Number(value) : value])
  );
}
