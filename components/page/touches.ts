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

  const placeOf = (target: EventTarget | null) =>
    places.find(({nodes}) => nodes.some((node) => node.isConnected && node.contains(target as Node)));

  function listen(type: string, note: (place: DrawnPlace, target: Element) => void): void {
    const listener = ({target}: Event) => {
      const place = placeOf(target);
      if (!place) return;
      note(place, target as Element);
      touched(place);
    };
    document.addEventListener(type, listener, {capture: true, signal: over.signal});
  }
  listen("pointerover", () => {});
  listen("input", () => {});
  listen("focusin", (place, target) => focused.set(place, pathTo(place, target)));
  listen("click", (place, target) => {
    if (!target.closest(changing)) pressed.set(place, pathTo(place, target));
  });

  return {
    repeat(place) {
      copyChoices(place);
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

/** What is chosen and opened in the picture is chosen and opened in what has come for it. */
function copyChoices(place: DrawnPlace): void {
  const from = elementsIn(drawnTop(place));
  const to = elementsIn(shownNodes(place));
  from.forEach((element, i) => {
    const other = to[i];
    if (other?.localName !== element.localName) return;
    if (element instanceof HTMLDetailsElement) (other as HTMLDetailsElement).open = element.open;
    else if (element instanceof HTMLInputElement && element.type !== "file")
      copyInput(element, other as HTMLInputElement);
    else if (element instanceof HTMLSelectElement) copyValue(element, other as HTMLSelectElement);
    else if (element instanceof HTMLTextAreaElement) copyValue(element, other as HTMLTextAreaElement);
  });
}

function elementsIn(nodes: readonly ChildNode[]): Element[] {
  return nodes.flatMap((node) =>
    node instanceof Element ? [node, ...node.querySelectorAll("details, input, select, textarea")] : []
  );
}

function copyInput(from: HTMLInputElement, to: HTMLInputElement): void {
  if (from.type !== "checkbox" && from.type !== "radio") {
    if (from.value !== from.defaultValue) copyValue(from, to);
  } else if (from.checked !== from.defaultChecked && from.checked !== to.checked) to.click();
}

function copyValue<T extends {value: string} & EventTarget>(from: T, to: T): void {
  if (from instanceof HTMLSelectElement && from.selectedOptions[0]?.defaultSelected) return;
  if (from.value === to.value) return;
  to.value = from.value;
  for (const type of ["input", "change"]) to.dispatchEvent(new Event(type, {bubbles: true}));
}
