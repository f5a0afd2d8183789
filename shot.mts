import {launchBrowser} from "./scripts/browser.js";
import {serveSite} from "./scripts/staticServer.js";
const site = await serveSite();
const browser = await launchBrowser();
for (const [width, scheme] of [[1440,"light"],[390,"dark"]] as const) {
  const ctx = await browser.newContext({viewport:{width,height:900}, colorScheme: scheme});
  const page = await ctx.newPage();
  await page.addInitScript("globalThis.__name=(f)=>f");
  page.on("pageerror", e => console.log("ERR", e.message));
  for (const [name, ids] of [["alexnet-to-resnet", ["only-the-mean-is-taken-out","a-slope-that-stays","neighbours-inhibit-each-other","the-head"]],["privacy",["privacy-and-safety"]]] as const) {
    await page.goto(`${site.url}${name}`);
    for (const id of ids) {
      await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), id);
      await page.waitForTimeout(2500);
      await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), id);
      await page.screenshot({path: `/tmp/shot-${width}-${id}.png`});
      await page.mouse.wheel(0, 850); await page.waitForTimeout(1200);
      await page.screenshot({path: `/tmp/shot-${width}-${id}-2.png`});
      await page.mouse.wheel(0, 850); await page.waitForTimeout(1200);
      await page.screenshot({path: `/tmp/shot-${width}-${id}-3.png`});
    }
  }
  await ctx.close();
}
await browser.close(); await site.close?.(); process.exit();
