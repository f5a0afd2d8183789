import {wakePage} from "./check/pageRest.js";
import {launchBrowser} from "./browser.js";
import {serveSite} from "./staticServer.js";
const server = await serveSite({base: "/course/"});
const browser = await launchBrowser({webgpu: false});
for (const [w, h, scheme] of [[1440, 900, "light"], [390, 844, "dark"], [390, 844, "light"], [1440, 900, "dark"]] as const) {
  const page = await browser.newPage({viewport: {width: w, height: h}, colorScheme: scheme});
  page.on("pageerror", (e) => console.log("ERR", e.message));
  page.on("console", (m) => m.type() === "error" && console.log("CONSOLE", m.text()));
  await page.goto(server.url + "landscape");
  await wakePage(page);
  await page.waitForTimeout(3000);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  console.log(w, scheme, "overflow", over);
  await page.screenshot({path: `/tmp/harness/page-${w}-${scheme}.png`, fullPage: true});
  await page.close();
}
await browser.close(); await server.close(); process.exit(0);
