import {frameHelp, type FrameQuery, readFrame} from "../embed/frameQuery.js";
import {linkKeys} from "../experiment/link.js";
import {settings} from "../experiment/settings.js";

/** An attribute of an element. */
export interface AskedAttribute {
  readonly name: string;
  readonly value: string;
}

/** Attributes that HTML has for every element, and `name`, which says which figure it is: none is a setting. */
const ofHtml = new Set([
  ...["accesskey", "autocapitalize", "autocorrect", "autofocus", "class", "contenteditable", "dir"],
  ...["draggable", "enterkeyhint", "exportparts", "hidden", "id", "inert", "inputmode", "is", "itemid"],
  ...["itemprop", "itemref", "itemscope", "itemtype", "name", "nonce", "part", "popover", "role", "slot"],
  ...["spellcheck", "style", "tabindex", "title", "translate", "writingsuggestions"]
]);

/**
 * Returns what an element's *attributes* ask of its figure, whose controls have the settings *known*. HTML writes attributes in
 * small letters, so the case of a key does not count, and neither do hyphens: `evaluation-images` is `evaluationImages`. An
 * attribute that is no setting stays as it is, and is a fault of the figure. No value is ever run, or read as HTML; attributes
 * such as `onclick` are the author's and HTML's.
 */
export function askedBy(attributes: Iterable<AskedAttribute>, known: readonly string[] = []): FrameQuery {
  const keys = keysByAttribute(known);
  const query = new URLSearchParams();
  for (const {name, value} of attributes) {
    if (isOfHtml(name)) continue;
    const key = keys.get(plain(name)) ?? name;
    query.append(key, key === "autoplay" && value === "" ? "1" : value); // as a truth value in HTML
  }
  const frame = readFrame(query);
  if (frame.autoplay !== "slide") return frame;
  const rule = {is: "choice", choices: [0, 1]} as const;
  const fault = {field: "autoplay", value: "slide", rule}; // an element is on no slide that it could hear of
  return {...frame, autoplay: "0", faults: [...frame.faults, fault]};
}

function keysByAttribute(known: readonly string[]): ReadonlyMap<string, string> {
  const former = settings.flatMap(({field}) => field.former ?? []);
  const all = [...former, ...linkKeys, ...known, ...Object.keys(frameHelp)]; // the last of one name counts
  return new Map(all.map((key) => [plain(key), key]));
}

function plain(name: string): string {
  return name.replaceAll("-", "").toLowerCase();
}

function isOfHtml(name: string): boolean {
  return (
    ofHtml.has(name) || /^(data|aria)-/.test(name) || (/^on/.test(name) && name in HTMLElement.prototype)
  );
}
