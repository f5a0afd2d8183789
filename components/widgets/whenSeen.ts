/** Calls *act* once, when a *share* of *element* first comes into view: any at all unless said. Returns what ends the waiting. */
export function whenSeen(element: Element, act: () => void, share = 0): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      observer.disconnect();
      act();
    },
    {threshold: share}
  );
  observer.observe(element);
  return () => observer.disconnect();
}
