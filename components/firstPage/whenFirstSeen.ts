/**
 * Calls *act* once, when half of *element* is seen for the first time, unless the reader asks for less motion. Returns what
 * ends the waiting.
 */
export function whenFirstSeen(element: Element, act: () => void): () => void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return () => {};
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      observer.disconnect();
      act();
    },
    {threshold: 0.5}
  );
  observer.observe(element);
  return () => observer.disconnect();
}
