import {launchBrowser} from "./scripts/browser.js";
import {serveSite} from "./scripts/staticServer.js";
const site = await serveSite("dist");
const browser = await launchBrowser();
const list: [string,string,number,string][] = JSON.parse(process.argv[2]);
for (const [path, sel, width, scheme] of list) {
  const context = await browser.newContext({viewport: {width, height: width > 600 ? 900 : 844}, colorScheme: scheme as "light"});
  const page = await context.newPage();
  await page.addInitScript("globalThis.__name=(f)=>f");
  page.on("pageerror", (e) => console.log(path, "ERROR", e.message));
  await page.goto(site.url + path);
  await page.evaluate(() => dispatchEvent(new Event("wake")));
  await page.waitForSelector("html[data-awake]", {timeout: 60000}).catch(() => {});
  await page.waitForTimeout(3000);
  const [start, end] = sel.split("..");
  const box = await page.evaluate(([a, b]) => {
    const top = document.querySelector(a)!.getBoundingClientRect().top + scrollY;
    const bottom = b ? document.querySelector(b)!.getBoundingClientRect().top + scrollY : top + 1800;
    return [top, bottom];
  }, [start, end]);
  await page.screenshot({path: `/tmp/shot-${path.replace(/\W/g, "_")}-${start.replace(/\W/g, "")}-${width}-${scheme}.png`, fullPage: true, clip: {x: 0, y: box[0] - 20, width, height: Math.min(3400, box[1] - box[0] + 20)}});
  await context.close();
}
await browser.close(); process.exit();
