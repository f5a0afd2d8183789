import {escaped} from "../../components/embed/escaped.js";
import type {Embed} from "./embeds.js";
import {oEmbedLink} from "./oEmbed.js";
import {scriptOf} from "./scriptOf.js";

/** Where the document of a part of a page is. */
export interface EmbedPlace {
  /** The page, such as `degradation`. */
  page: string;
  /** The document, such as `embed/degradation/retrain`. */
  address: string;
  /** The address of the site's root, if it is known: then hosts can discover how to frame it. */
  site?: string;
}

/**
 * Returns the document of a part of a page, whose head is that of the *page* as it was built. Its links start from the site's
 * root, so all that is relative holds, and open beside the frame.
 */
export function embedDocument(page: string, embed: Embed, {page: path, address, site}: EmbedPlace): string {
  const [, head] = /<head>([\s\S]*?)<\/head>/.exec(page)!;
  const root = "../".repeat(address.split("/").length - 1);
  const title = escaped(`${embed.title} | ${/<title>([^<|]*?) *(?:\||<)/.exec(head)![1]}`);
  const own = head
    .replace('<meta charset="utf-8">', (charset) => `${charset}\n<base href="${root}" target="_blank">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${title}</title>`);
  const attributes = `lang="en" data-embed="${path}/${embed.name}"`;
  return `<!DOCTYPE html>
<html ${attributes}>
<head>${own}<link rel="canonical" href="./${path}">${site ? oEmbedLink({site, address, title: embed.title}) : ""}
<script>${dressing()}</script>
</head>
${embed.body}
</html>
`;
}

let script: string | undefined;

/** What gives a frame its theme and its size before it is painted: so little that it stands in the document. */
function dressing(): string {
  return (script ??= scriptOf('import {dressFrame} from "./components/embed/dressFrame.ts"; dressFrame();'));
}
