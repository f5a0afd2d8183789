/**
 * Calls *leave* whenever the reader leaves the page: by another tab, another page, or its end. Returns a function that
 * ends this. A phone ends a page that is hidden without a further word, so to be hidden counts.
 */
export function whenLeft(leave: () => void): () => void {
  const whenHidden = () => void (document.visibilityState === "hidden" && leave());
  document.addEventListener("visibilitychange", whenHidden);
  addEventListener("pagehide", leave);
  return () => {
    document.removeEventListener("visibilitychange", whenHidden);
    removeEventListener("pagehide", leave);
  };
}
