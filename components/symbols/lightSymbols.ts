/** Options of lightSymbols. */
export interface LightSymbolsOptions {
  /** Stops it when it resolves. */
  invalidation?: Promise<unknown>;
}

/**
 * Lights a symbol in all its places below *root*, in formulas, code, figures and charts, while one of them is pointed at
 * or has the keyboard's focus. A button of a symbolKey, or a tap of a finger on any, keeps it lit until it is pressed
 * again, or Escape is. Call it once a page.
 *
 * A place is whatever has `data-symbol`; `data-lit` of the root has the names that are lit, so that what is drawn
 * later is lit too. The looks are in style/symbols.css.
 */
export function lightSymbols(
  root: Document | HTMLElement = document,
  {invalidation}: LightSymbolsOptions = {}
): void {
  const top = "documentElement" in root ? root.documentElement : root;
  const kept = new Set<string>();
  const passing: {pointed?: string; focused?: string} = {};

  function show(): void {
    const lit = new Set([...kept, passing.pointed, passing.focused]);
    top.dataset.lit = [...lit].filter(Boolean).join(" ");
    for (const button of top.querySelectorAll<HTMLElement>(".symbol-key button"))
      button.setAttribute("aria-pressed", String(kept.has(button.dataset.symbol!)));
  }

  function pass(way: keyof typeof passing, symbol?: string): void {
    if (symbol === passing[way]) return;
    passing[way] = symbol;
    show();
  }

  function toggle(symbol: string | undefined): void {
    if (!symbol) return;
    if (!kept.delete(symbol)) kept.add(symbol);
    show();
  }

  function clear(): void {
    kept.clear();
    delete passing.pointed;
    delete passing.focused;
    show();
  }

  const over = new AbortController();
  const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
    root.addEventListener(type, listener as EventListener, {signal: over.signal});

  on("pointerover", ({pointerType, target}) => pointerType !== "touch" && pass("pointed", symbolAt(target)));
  on("pointerout", ({relatedTarget}) => pass("pointed", symbolAt(relatedTarget)));
  on("pointerup", ({pointerType, target}) => {
    if (pointerType === "touch" && !elementAt(target)?.closest(controls)) toggle(symbolAt(target));
  });
  on("focusin", ({target}) =>
    pass("focused", elementAt(target)?.matches(":focus-visible") ? symbolAt(target) : undefined)
  );
  on("focusout", () => pass("focused"));
  on("click", ({target}) => {
    if (elementAt(target)?.closest(".symbol-key button")) toggle(symbolAt(target));
  });
  on("keydown", ({key}) => key === "Escape" && clear());
  void invalidation?.then(() => {
    over.abort();
    clear();
  });
}

/** Elements that have an action of their own when they are tapped. */
const controls = "a, button, input, select, summary, label, [role=button]";

function symbolAt(target: EventTarget | null): string | undefined {
  return elementAt(target)?.closest<HTMLElement | SVGElement>("[data-symbol]")?.dataset.symbol;
}

function elementAt(target: EventTarget | null): Element | undefined {
  return target instanceof Element ? target : undefined;
}
