import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";

// The course's typefaces, written into a style sheet (WOFF2 only), and what stands in for them until they are there: a
// face of the reader's system, made as wide and as high, so that no line breaks elsewhere. As with katex.css.ts,
// scripts/finishBuild.ts takes the fonts out again into files of their own.
//
// STIX Two Text was drawn for mathematics: of the faces tried, its letters stand nearest to KaTeX's, and its files are the
// smallest.

const require = createRequire(import.meta.url);
const packages = "@fontsource-variable";

/** Each family's name, its faces, and the subsets of characters that pages use; a browser loads those it meets. */
const families = [
  {name: "stix-two-text", faces: ["wght", "wght-italic"], subsets: ["latin", "greek"]},
  {name: "source-sans-3", faces: ["wght"], subsets: ["latin", "greek"]},
  {name: "source-code-pro", faces: ["wght"], subsets: ["latin", "greek"]}
];

/**
 * The faces that pages ask for first: where one is not there at once, its stand-in stays for this page, so that what is being
 * read does not move. The others take their stand-ins' places as they come; code is as wide in both.
 */
const asked = /(stix-two-text|source-sans-3)-latin-wght-normal/;

/**
 * Stand-ins: a size that makes a page of English as wide as in the course's face, measured against the face named and those
 * of its widths; ascent and descent are the face's own, divided by that size.
 */
const standIns = `
@font-face{font-family:"Text stand-in";src:local("Times New Roman"),local("Liberation Serif");size-adjust:104.5%;ascent-override:72.9%;descent-override:22.8%;line-gap-override:23.9%}
@font-face{font-family:"Text stand-in";font-style:italic;src:local("Times New Roman Italic"),local("Liberation Serif Italic");size-adjust:100.3%;ascent-override:76%;descent-override:23.7%;line-gap-override:24.9%}
@font-face{font-family:"Sans stand-in";src:local("Arial"),local("Liberation Sans");size-adjust:92.8%;ascent-override:110.3%;descent-override:43.1%;line-gap-override:0%}
@font-face{font-family:"Code stand-in";src:local("Courier New"),local("Liberation Mono");size-adjust:100%;ascent-override:98.4%;descent-override:27.3%;line-gap-override:0%}
`;

const faces = families.flatMap(({name, faces, subsets}) =>
  faces.flatMap((face) => {
    const path = require.resolve(`${packages}/${name}/${face}.css`);
    return [...readFileSync(path, "utf8").matchAll(/@font-face \{[^}]*\}/g)]
      .map(([rule]) => rule)
      .filter((rule) => subsets.some((subset) => rule.includes(`${name}-${subset}-wght`)))
      .map((rule) => withFont(rule, dirname(path)));
  })
);

const expected = families.reduce((sum, {faces, subsets}) => sum + faces.length * subsets.length, 0);
if (faces.length !== expected)
  throw new Error(`invalid typefaces: ${faces.length} of ${expected} faces found`);
process.stdout.write(faces.join("") + standIns.trim());

/** Returns a face's *rule*, its font of *folder* written into it. */
function withFont(rule: string, folder: string): string {
  return rule
    .replace("font-display: swap", asked.test(rule) ? "font-display: optional" : "font-display: swap")
    .replace(/url\(([^)]+)\) format\('woff2-variations'\)/, (_, file: string) => {
      const bytes = readFileSync(join(folder, file));
      return `url(data:font/woff2;base64,${bytes.toString("base64")}) format("woff2")`;
    })
    .replaceAll(/\s*\n\s*/g, "");
}
