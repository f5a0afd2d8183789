import {type DrawnPlace, shownNodes} from "./drawn.js";

/** What a reader has done with a picture before it was alive. */
export interface Touches {
  /** Does the same to what has come in the place of *place*. */
  repeat(place: DrawnPlace): void;
  /** Stops listening. */
  end(): void;
}

/** Where an element is within what a place shows: positions among siblings, from the top. */
type Path = number[];

/** Elements that a browser changes by itself when they are pressed. */
const changing = "input, select, textarea, label, summary, option, a";

/**
 * Remembers what a reader presses, chooses, opens and focuses in *places* until they are alive, and calls *touched* with
 * the place at each touch.
 */
export function rememberTouches(
  places: readonly DrawnPlace[],
  touched: (place: DrawnPlace) => void
): Touches {
  const over = new AbortController();
  const pressed = new Map<DrawnPlace, Path>();
  const focused = new Map<DrawnPlace, Path>();
  const changed = new Map<DrawnPlace, Set<Element>>();

  const placeOf = (target: Node) =>
    places.find(({nodes}) => nodes.some((node) => node.isConnected && node.contains(target)));

  function listen(type: string, note: (place: DrawnPlace, target: Element) => void): void {
    const listener = ({target}: Event) => {
      const place = target instanceof Element && placeOf(target);
      if (!place) return;
      note(place, target);
      touched(place);
    };
    document.addEventListener(type, listener, {capture: true, signal: over.signal});
  }
  const noteChange = (place: DrawnPlace, target: Element) =>
    changed.set(place, (changed.get(place) ?? new Set()).add(target));
  listen("pointerover", () => {});
  listen("input", noteChange);
  listen("toggle", noteChange);
  listen("focusin", (place, target) => focused.set(place, pathTo(place, target)));
  listen("click", (place, target) => {
    if (!target.closest(changing)) pressed.set(place, pathTo(place, target));
  });

  return {
    repeat(place) {
      for (const element of changed.get(place) ?? [])
        repeatChange(element, find(place, pathTo(place, element)));
      find(place, focused.get(place))?.focus({preventScroll: true});
      const target = find(place, pressed.get(place));
      target?.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, composed: true}));
    },
    end: () => over.abort()
  };
}

/** Where both widths are drawn, that which is seen counts; what comes alive has one. */
function drawnTop({nodes}: DrawnPlace): readonly ChildNode[] {
  const [first] = nodes;
  if (!(first instanceof Element) || !/^drawn-(wide|narrow)$/.test(first.className)) return nodes;
  const seen = nodes.find((node) => getComputedStyle(node as Element).display !== "none");
  return [...(seen ?? first).childNodes];
}

function pathTo(place: DrawnPlace, element: Element): Path {
  const path: Path = [];
  const top = drawnTop(place);
  let node: ChildNode = element;
  while (!top.includes(node)) {
    const parent = node.parentNode as ChildNode | null;
    if (!parent) return [];
    path.unshift([...parent.childNodes].indexOf(node));
    node = parent;
  }
  return [top.indexOf(node), ...path];
}

function find(place: DrawnPlace, path: Path | undefined): HTMLElement | undefined {
  if (!path?.length) return undefined;
  const [first, ...rest] = path;
  let node: ChildNode | undefined = shownNodes(place)[first];
  for (const position of rest) node = node?.childNodes[position];
  return node instanceof Element ? (node as HTMLElement) : undefined;
}

/** What is chosen or opened in the picture is chosen or opened in what has come for it. */
function repeatChange(from: Element, to: Element | undefined): void {
  if (from instanceof HTMLDetailsElement)
    (to as HTMLDetailsElement | undefined)?.toggleAttribute("open", from.open);
  else if (to?.localName !== from.localName) return;
  else if (/^(checkbox|radio)$/.test((from as HTMLInputElement).type)) {
    if ((from as HTMLInputElement).checked !== (to as HTMLInputElement).checked)
      (to as HTMLInputElement).click();
  } else if ((from as HTMLInputElement).value !== (to as HTMLInputElement).value) {
    (to as HTMLInputElement).value = (from as HTMLInputElement).value;
    for (const type of ["input", "change"]) to.dispatchEvent(new Event(type, {bubbles: true}));
  }
}
