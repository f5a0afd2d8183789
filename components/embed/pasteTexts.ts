import {escaped} from "./escaped.js";

/** A figure to be put into something of somebody else's. */
export interface Framed {
  title: string;
  /** Its whole address, with its settings. */
  address: string;
  /** Of the frame, in pixels. */
  width: number;
  height: number;
  /** When it was looked at. */
  date: Date;
  /** Whether it takes pictures. Defaults to false. */
  camera?: boolean;
}

/** A text to paste, and where. */
export interface PasteText {
  host: string;
  text: string;
  /** What there is to know. */
  note?: string;
}

/** What a frame may do; what is lent is used only where the page around has it. */
const allow = "fullscreen; cross-origin-isolated; clipboard-write";

/** Returns what to paste into each kind of host. */
export function pasteTexts(framed: Framed): PasteText[] {
  const {address, title, width, height, date, camera = false} = framed;
  const day = date.toISOString().slice(0, 10);
  const source = escaped(address);
  const frame = `title="${escaped(title)}" width="${width}" height="${height}" loading="lazy" allow="${camera ? `${allow}; camera` : allow}" style="border: 0"`;
  return [
    {host: "Web page, LMS (Moodle, Canvas)", text: `<iframe src="${source}" ${frame}></iframe>`},
    {
      host: "reveal.js",
      text: `<section>\n  <iframe data-src="${source}" ${frame.replace(' loading="lazy"', "")}></iframe>\n</section>`,
      note: "With &autoplay=slide in the address it trains when its slide is shown."
    },
    {host: "Quarto, R Markdown", text: `\`\`\`{=html}\n<iframe src="${source}" ${frame}></iframe>\n\`\`\``},
    {
      host: "Jupyter",
      text: `from IPython.display import IFrame\nIFrame(${JSON.stringify(address)}, width=${width}, height=${height})`
    },
    {
      host: "PowerPoint, Keynote, a plain link",
      text: address,
      note: "As a link on a picture of it: Download, at a figure that trains, has it as SVG and PNG."
    },
    {
      host: "BibTeX",
      text: `@misc{residual-course,\n  title = {${title.replace(/[{}\\]/g, "")}},\n  howpublished = {\\url{${address}}},\n  note = {Residual networks, run. Accessed ${day}}\n}`
    }
  ];
}
