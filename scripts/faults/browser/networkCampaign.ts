import {setTimeout as delay} from "node:timers/promises";
import type {Page, Route} from "playwright-core";
import {UnkeptPromise} from "../unkept.js";
import {figureAddress, figureOn} from "./figure.js";
import {patienceMs, type Reader, until} from "./reader.js";
import type {VisitPlan} from "./visitCampaign.js";

/** What a reader does, and when it has come out well. */
interface Act {
  path: string;
  press(page: Page): Promise<void>;
  done(page: Page): Promise<boolean>;
}

const press = (selector: string) => (page: Page) => page.locator(selector).first().click();
const shows = (selector: string) => async (page: Page) => (await page.locator(selector).count()) > 0;
const trains: Omit<Act, "path"> = {
  press: (page) => page.locator("#retrain [data-action=start]:visible").first().click(),
  done: async (page) => /^Ended at step 8 of 8/.test(await figureOn(page).status())
};

const acts = {
  train: {path: figureAddress(), ...trains},
  "train by the reference": {
    path: figureAddress({nets: 1, executor: "reference", backend: "wasm"}),
    ...trains
  },
  edit: {path: "degradation", press: press("#cell-network pre"), done: shows(".cm-content")},
  embed: {
    path: "degradation",
    press: press("#retrain a.embed-link"),
    done: async (page) => isAtFigure(page) || (await shows("dialog[open]")(page))
  },
  search: {
    path: "degradation",
    press: (page) => page.locator("#search-field").pressSequentially("shortcut"),
    done: shows("#search-results a")
  },
  lecture: {
    path: "degradation",
    press: press("#lecture-start"),
    done: async (page) => page.evaluate(() => "lecture" in document.documentElement.dataset)
  }
} satisfies Record<string, Act>;
const actNames = Object.keys(acts) as (keyof typeof acts)[];

/** The fate of one file that is that of all, from when the page has come to rest. */
const offline = "goes with the whole network";

/** What becomes of a file on its way. */
const fates: Record<string, (route: Route) => Promise<void>> = {
  "is cut off": (route) => route.abort("connectionreset"),
  "is gone": (route) => route.fulfill({status: 404, contentType: "text/html", body: page404}),
  "is a proxy's page": (route) => route.fulfill({status: 200, contentType: "text/html", body: page404}),
  "is empty": (route) => route.fulfill({status: 200, contentType: typeOf(route.request().url()), body: ""}),
  "is refused by the server": (route) => route.fulfill({status: 503, body: "busy"}),
  "is slow": (route) => delay(4_000).then(() => route.continue()),
  [offline]: (route) => route.abort("internetdisconnected"),
  "is another version's": (route) =>
    route.fulfill({status: 200, contentType: typeOf(route.request().url()), body: "export const other = 1;"})
};
const page404 = "<!doctype html><title>Sign in</title><p>Sign in to this network.";
const typeOf = (url: string) => (/\.js(\?|$)/.test(url) ? "text/javascript" : "application/octet-stream");

/** A file that does not come as it should, and what the reader does. */
interface NetworkTry {
  act: keyof typeof acts;
  fate: keyof typeof fates;
  /** Which of the files that the act asks for, as a share of them. */
  share: number;
  /** Whether it is one of those that come after the press only, where there are some. */
  own: boolean;
  /** Whether it went wrong from the beginning, or when the page had come to rest. */
  late: boolean;
}

/** The network and the site's host: the page stays, says what failed, and another try succeeds. */
export const network: VisitPlan<NetworkTry> = {
  name: "files on their way",
  make: (draws, index) => {
    const fate = draws.one(Object.keys(fates));
    return {
      act: actNames[index % actNames.length],
      fate,
      share: draws.below(1000) / 1000,
      own: draws.chance(0.6),
      late: draws.chance(0.5) || fate === offline
    };
  },
  async visit({act: name, fate, share, own, late}, reader) {
    const act = acts[name];
    await learnFiles(name, reader);
    const file = fileOf({act: name, share, own})!;
    let armed = !late;
    await reader.context.route(
      (url) => armed && (fate === offline || url.pathname.endsWith(file)),
      (route) => fates[fate](route)
    );
    const page = await reader.open(act.path, {rests: false});
    if (late) await page.waitForLoadState("networkidle");
    armed = true;
    await isWhole(page);
    await act.press(page);
    const told = await until(`a word on ${file}, which ${fate}`, async () => {
      if (await act.done(page)) return [];
      const texts = await toldOn(page);
      return texts.length > 0 && texts;
    });
    armed = false;
    if (isAtFigure(page)) return told;
    await isWhole(page);
    if (told.length > 0) await triesAgain(page, act, told);
    return told;
  },
  show: ({act, fate, share, own, late}) => JSON.stringify({act, file: fileOf({act, share, own}), fate, late})
};

/** The files of each act: those that a page asks for by itself, and those that come after the press only. */
const known = new Map<string, {all: string[]; own: string[]}>();

function fileOf({act, share, own}: Pick<NetworkTry, "act" | "share" | "own">): string | undefined {
  const files = known.get(act);
  const some = own && files && files.own.length > 0 ? files.own : files?.all;
  return some?.[Math.floor(share * some.length)];
}

/** Notes the files that an act asks for, in a visit on which nothing goes wrong; scripts, files of data and WebAssembly. */
async function learnFiles(name: keyof typeof acts, reader: Reader): Promise<void> {
  if (known.has(name)) return;
  const before = new Set<string>();
  const own = new Set<string>();
  let files = before;
  const note = (request: {url(): string}) => {
    const {pathname} = new URL(request.url());
    if (/\.(js|json|csv|bin|wasm|pagefind|pf_\w+)$/.test(pathname)) files.add(pathname);
  };
  reader.context.on("request", note);
  const page = await reader.open(acts[name].path);
  files = own;
  await acts[name].press(page);
  await until(`${name}, with nothing wrong`, () => acts[name].done(page));
  reader.context.off("request", note);
  await page.close();
  known.set(name, {all: [...before, ...own].sort(), own: [...own].sort()});
}

/** Another press succeeds, or one after a reload if that is what the reader was told. */
async function triesAgain(page: Page, act: Act, told: readonly string[]): Promise<void> {
  if (!told.some((text) => /try again|reload/i.test(text)))
    throw new UnkeptPromise(`no way on: ${told.join(" ")}`);
  await act.press(page);
  const done = await until("a second try", () => act.done(page), {withinMs: 8_000}).catch(() => false);
  if (done) return;
  if (!told.some((text) => /reload/i.test(text)))
    throw new UnkeptPromise(`the second press did nothing: ${told.join(" ")}`);
  await page.reload();
  await act.press(page);
  await until("a try after a reload", () => act.done(page), {withinMs: patienceMs});
}

/** Whether the page has gone to a figure's own document: "Embed" is a link to it where no code has come. */
function isAtFigure(page: Page): boolean {
  return new URL(page.url()).pathname.includes("/embed/");
}

/** What readers are told of a fault. */
async function toldOn(page: Page): Promise<string[]> {
  const texts = await page
    .locator("[role=alert]:visible, .wake-fault:visible, .cell-message:visible, #search-status:visible")
    .allTextContents();
  return texts.map((text) => text.trim()).filter((text) => text !== "" && !/found$/.test(text));
}

/** Throws if the page is no longer the document that it was. */
async function isWhole(page: Page): Promise<void> {
  const {title, letters} = await page.evaluate(() => ({
    title: document.querySelector("main h1")?.textContent,
    letters: document.querySelector("main")?.textContent.length ?? 0
  }));
  if (title !== "Deeper, and worse" || letters < 5_000)
    throw new UnkeptPromise(`the page is no longer whole: ${title}, ${letters} letters`);
}
