import {parseArgs} from "node:util";
import type {Browser} from "playwright-core";
import {launchBrowser} from "./browser.js";
import {buildSite, isBuilt} from "./buildSite.js";
import {axeOn} from "./check/axe.js";
import {builtEmbeds} from "./check/builtPages.js";
import {serveFramingPage, withEmbed} from "./check/embedFrame.js";
import {embedHeight, embedLooks} from "./check/embedLooks.js";
import {type Finding, findingLines} from "./check/finding.js";
import {freePort} from "./check/freePort.js";
import {looksFindings} from "./check/looks.js";
import {scoresOf} from "./check/scores.js";
import {serveSite} from "./staticServer.js";

// Opens every figure, exercise and cell of the built site in a frame of another origin, the site below a path of its own: at the
// sizes of a phone's column, an article, a slide and a large screen, light and dark. Says what is cut off or sticks out, text
// that is too small for a slide, what starts and steps and is not seen there, what axe finds, and errors; and what Lighthouse
// says of some. Prints how high each figure is, how many controls a slide shows after scrolling, and a line a finding, and exits
// with 1 if there is one. Takes some seconds a figure.
//
//     npm run check:embeds -- degradation/retrain paths --sample 0

const sizes = [
  [320, 640],
  [720, 540],
  [960, 540],
  [1920, 1080]
] as const;

/** The frame that figures are laid out for (components/embed/dressFrame.ts), and the least text there, in pixels. */
const slide = {width: 960, leastText: 14};

/** Starts that a slide need not show, and why. */
const below = new Map([
  [
    "embed/volumes/res-net-34-volume-by-volume",
    "one walks without it; it sends an image of one's own through"
  ],
  ["embed/paths/delete-a-block", "the switches above delete a block at once; it deletes each in turn"]
]);

/** The least score of Lighthouse, in performance and in accessibility. */
const leastScore = 95;

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    /** Figures that Lighthouse looks at, spread over all. */
    sample: {type: "string", default: "6"},
    jobs: {type: "string", default: "2"},
    root: {type: "string", default: "dist"},
    verbose: {type: "boolean"}
  }
});
const {root} = values;
const [sample, jobs] = [values.sample, values.jobs].map(Number);
if (![sample, jobs].every((count) => Number.isInteger(count) && count >= 0) || jobs === 0)
  throw new Error(
    `invalid sample or jobs: ${values.sample}, ${values.jobs}; they are integers, of jobs at least one`
  );

if (root === "dist" && !isBuilt() && !(await buildSite(values))) process.exit(1);
const embeds = builtEmbeds(positionals, root);
const port = await freePort();
const [site, around] = await Promise.all([serveSite({root, base: "/course/"}), serveFramingPage()]);
const browser = await launchBrowser({debuggingPort: port});
const findings: Finding[] = [];
const measured: Record<string, Record<string, number>> = {};
const scores: Record<string, Record<string, number>> = {};
try {
  const left = [...embeds];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      console.log(`/${name} …`);
      findings.push(...(await embedFindings(browser, name)));
    }
  };
  await Promise.all(Array.from({length: jobs}, work));
  for (const name of spread(embeds, sample)) {
    console.log(`/${name}: Lighthouse …`);
    const least = {performance: leastScore, accessibility: leastScore};
    const {mobile, desktop, findings: found} = await scoresOf({url: site.url, port}, name, {runs: 1, least});
    scores[`/${name}`] = {
      ...{"mobile performance": mobile.performance, "mobile accessibility": mobile.accessibility},
      ...{"desktop performance": desktop.performance, "desktop accessibility": desktop.accessibility}
    };
    findings.push(...found);
  }
} finally {
  await browser.close();
  await site.close();
  around.close();
}
console.table(measured);
if (sample > 0) console.table(scores);
for (const line of findingLines(findings)) console.log(line);
console.log(`\n${embeds.length} embeds, ${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;

/** Looks at one figure at all sizes, in both schemes: it is loaded once. */
function embedFindings(browser: Browser, name: string): Promise<Finding[]> {
  const address = new URL(name, site.url).href;
  return withEmbed(browser, {around: around.url, address}, async ({page, frame, faults, resize, rest}) => {
    const found: Finding[] = [];
    const own: Record<string, number> = (measured[`/${name}`] = {});
    for (const [width, height] of sizes) {
      await resize(width, height);
      const isSlide = width === slide.width;
      for (const [i, colorScheme] of (["light", "dark"] as const).entries()) {
        await page.emulateMedia({colorScheme});
        await rest();
        const seen = isSlide ? await embedLooks(frame, slide) : undefined;
        if (seen) own["controls below"] = seen.controlsBelow;
        const looks = [
          ...(await looksFindings(frame, {scrolls: ".table-scroll", slack: 1})),
          ...(seen?.findings ?? []).filter(
            ({rule}) => !(below.has(name) && rule.startsWith("out of the frame"))
          ),
          ...(isSlide || width === sizes[0][0]
            ? await axeOn(frame, i === 0 ? undefined : ["color-contrast", "link-in-text-block"])
            : [])
        ];
        const view = `${width} × ${height}, ${colorScheme}`;
        found.push(...looks.map((fault) => ({page: name, view, ...fault})));
      }
      own[`${width} px`] = await embedHeight(frame);
    }
    const view = "any size";
    return [...found, ...faults.map((rule) => ({page: name, view, element: "the document", rule}))];
  });
}

/** Returns *count* of *all*, spread evenly. */
function spread(all: readonly string[], count: number): string[] {
  const taken = Math.min(count, all.length);
  return Array.from({length: taken}, (_, i) => all[Math.floor(((i + 0.5) * all.length) / taken)]);
}
