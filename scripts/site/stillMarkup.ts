import {shortenNumbers} from "./shortNumbers.js";

/** Attributes that name elements by their ids. */
const references = [
  "for",
  "list",
  "aria-labelledby",
  "aria-describedby",
  "aria-controls",
  "aria-errormessage",
  "aria-owns",
  "aria-activedescendant",
  "aria-details"
];

/**
 * Returns *nodes* as HTML that shows the same without a script: what a reader would find chosen is an attribute, and each
 * id begins with *prefix*, so that it is not one of the page's when that comes alive; drawings have no more digits than are seen.
 */
export function stillMarkup(nodes: readonly Node[], prefix: string): string {
  const copies = nodes.map((node) => {
    const copy = node.cloneNode(true);
    if (isElement(node) && isElement(copy)) keepChoices(node, copy);
    return copy;
  });
  const elements = copies.filter(isElement).flatMap((copy) => [copy, ...copy.querySelectorAll("*")]);
  prefixIds(elements, prefix);
  shortenNumbers(elements);
  return copies.map(markup).join("");
}

function markup(node: Node): string {
  if (isElement(node)) return node.outerHTML;
  const holder = node.ownerDocument!.createElement("div");
  holder.append(node);
  return holder.innerHTML;
}

/** What is chosen is a property, which markup does not have, nor a copy. */
function keepChoices(original: Element, copy: Element): void {
  const originals = [original, ...original.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((element, i) => {
    const copied = copies[i];
    switch (element.localName) {
      case "input": {
        const {type, value, checked} = element as HTMLInputElement;
        if (type === "checkbox" || type === "radio") copied.toggleAttribute("checked", checked);
        else if (type !== "file") copied.setAttribute("value", value);
        break;
      }
      case "option":
        copied.toggleAttribute("selected", (element as HTMLOptionElement).selected);
        break;
      case "textarea":
        copied.textContent = (element as HTMLTextAreaElement).value;
        break;
    }
    // What a browser finds between here and coming alive must not be the reader's last visit.
    if (/^(input|select|textarea|button)$/.test(element.localName))
      copied.setAttribute("autocomplete", "off");
  });
}

function prefixIds(elements: readonly Element[], prefix: string): void {
  const ids = new Set(elements.map(({id}) => id).filter(Boolean));
  if (ids.size === 0) return;
  const named = (id: string) => (ids.has(id) ? prefix + id : id);
  for (const element of elements) {
    if (element.id) element.id = named(element.id);
    for (const {name, value} of [...element.attributes]) {
      if (references.includes(name)) element.setAttribute(name, value.split(" ").map(named).join(" "));
      else if (name === "href" && value.startsWith("#"))
        element.setAttribute(name, `#${named(value.slice(1))}`);
      else if (value.includes("url(#"))
        element.setAttribute(
          name,
          value.replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${named(id)})`)
        );
    }
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
