import {copyFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/** Pictures that no page shows: for those who link to the site, or put it on a screen. `npm run picture:preview` makes them. */
export const pictures = {
  folder: "src/pictures",
  preview: {file: "preview.png", width: 1200, height: 630},
  touch: {file: "apple-touch-icon.png", size: 180},
  icons: [
    {file: "icon-192.png", size: 192},
    {file: "icon-512.png", size: 512}
  ]
} as const;

const siteName = "Residual networks, run";
const manifestFile = "manifest.webmanifest";

/** What the preview shows, for those who cannot see it. */
const previewText =
  "Four networks as towers of layers, and their test errors over 200 training steps: 56 plain layers stay near chance, the others learn.";

/** Where a page is. */
export interface PagePlace {
  /** Its path without its ending, such as `embed/retrain`. */
  path: string;
  /** From the page to the site's root: `./` or `../`. */
  top: string;
  /** The address of the site's root, if it is known. Some who show previews want a whole address. */
  site?: string;
}

/**
 * Returns a *page* with what is shown of it where somebody links to it (Open Graph, and Twitter's own), and with the site's
 * manifest and icon for a screen.
 */
export function withShareTags(page: string, {path, top, site}: PagePlace): string {
  const [, title = siteName] = /<title>([^<]*)<\/title>/.exec(page) ?? [];
  const [, description] = /<meta name="description" content="([^"]*)">/.exec(page) ?? [];
  if (description === undefined) throw new Error(`invalid page: ${path} has no description`);
  const {preview, touch} = pictures;
  const image = (site ?? top) + preview.file;
  const properties = {
    "og:type": "website",
    "og:site_name": siteName,
    "og:title": title,
    "og:description": description,
    ...(site !== undefined && {"og:url": site + path.replace(/(^|\/)index$/, "$1")}),
    "og:image": image,
    "og:image:width": preview.width,
    "og:image:height": preview.height,
    "og:image:alt": previewText
  };
  const names = {
    "twitter:card": "summary_large_image",
    "twitter:title": title,
    "twitter:description": description,
    "twitter:image": image
  };
  const tags = [
    ...Object.entries(properties).map(([name, value]) => `<meta property="${name}" content="${value}">`),
    ...Object.entries(names).map(([name, value]) => `<meta name="${name}" content="${value}">`),
    `<link rel="manifest" href="${top}${manifestFile}">`,
    `<link rel="apple-touch-icon" href="${top}${touch.file}">`
  ];
  return page.replace("</head>", () => `${tags.join("\n")}\n</head>`);
}

/** Writes the pictures and the manifest that the tags name below *root*, under names that stay, as others keep them. */
export function writeShared(root: string): void {
  const {folder, preview, touch, icons} = pictures;
  for (const {file} of [preview, touch, ...icons]) copyFileSync(join(folder, file), join(root, file));
  writeFileSync(join(root, manifestFile), `${JSON.stringify(manifest(), null, 2)}\n`);
}

function manifest(): object {
  return {
    name: siteName,
    short_name: "Residual",
    start_url: "./",
    display: "minimal-ui",
    background_color: "#fdfcf9",
    theme_color: "#fdfcf9",
    icons: pictures.icons.map(({file, size}) => ({src: file, sizes: `${size}x${size}`, type: "image/png"}))
  };
}

/** Returns the address of the site's root, with a slash at its end, or undefined if `SITE_URL` does not say it. */
export function siteAddress(url = process.env.SITE_URL): string | undefined {
  if (!url) return undefined;
  const {href, protocol} = new URL(url);
  if (!/^https?:$/.test(protocol)) throw new Error(`invalid SITE_URL: ${url}; it begins with https://`);
  return href.endsWith("/") ? href : `${href}/`;
}
