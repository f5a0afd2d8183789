import type {Browser} from "playwright-core";
import type {Campaign} from "../campaign.js";
import type {Draws} from "../draws.js";
import {engineFault} from "../engineFault.js";
import {UnkeptPromise} from "../unkept.js";
import {createReader, type Reader, type ReaderOptions} from "./reader.js";

/** What befalls a reader of the built site, try by try. */
export interface VisitPlan<Input> {
  name: string;
  /** Returns the input of try number *index*, drawn by *draws*. */
  make(draws: Draws, index: number): Input;
  /** What the reader's browser is like. Defaults to one like all others. */
  reader?(input: Input): ReaderOptions;
  /** Visits the site, and returns what readers were told of the fault; none if all went on. Throws what was not kept. */
  visit(input: Input, reader: Reader): Promise<string[]>;
  /** Whether the try brings code of its own, which may throw, and whose faults are told in a language's words. Defaults to false. */
  throws?: boolean;
  show?(input: Input): string;
  smaller?(input: Input): Iterable<Input>;
}

/** What browsers say of their own faults, in words that are not for readers. */
const browserWords =
  /Failed to (?:execute|fetch|load)|object stores? was not found|net::ERR|on 'IDB|Error: |undefined/;

/** Returns a campaign of visits to the site at *url*. */
export function visitCampaign<Input>(
  {name, make, reader: readerOf, visit, throws = false, show, smaller}: VisitPlan<Input>,
  {browser, url}: {browser: Browser; url: string}
): Campaign<Input> {
  async function told(input: Input): Promise<string[]> {
    const reader = await createReader(browser, url, readerOf?.(input));
    try {
      const texts = await inTime(visit(input, reader));
      const [exception] = reader.exceptions;
      if (exception && !throws) throw new UnkeptPromise(`exception: ${exception}`);
      return texts;
    } catch (error) {
      if (error instanceof UnkeptPromise) throw error;
      throw new UnkeptPromise((error as Error).message, {cause: error}); // a press that found no button, too
    } finally {
      await reader.close();
    }
  }
  return {
    name,
    make,
    async take(input) {
      const texts = await told(input);
      for (const text of throws ? [] : texts) {
        const fault = engineFault(new Error(text)) ?? (browserWords.test(text) ? text : undefined);
        if (fault !== undefined) throw new UnkeptPromise(`told in no words for readers: ${fault}`);
      }
      // Of code that a reader has written, the words of its language are the right ones: see engineFault.ts.
      if (texts.length > 0) throw throws ? new SyntaxError(texts[0]) : new Error(texts[0]);
    },
    show: show ?? ((input) => JSON.stringify(input)),
    smaller
  };
}

/** How long a visit may take: what waits in a page may wait for ever. */
const longestMs = 600_000;

/** Rejects if a visit does not come to its end. */
async function inTime<T>(visit: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnkeptPromise("the visit did not end")), longestMs);
  });
  return Promise.race([visit, late]).finally(() => clearTimeout(timer));
}
