/** How near the window something must be to come alive, as a share of the window's height. */
const nearness = "50%";

/** Returns what calls *act* with those of the elements that it observes that have come near the window. */
export function whenNear(act: (near: Element[]) => void): IntersectionObserver {
  return new IntersectionObserver(
    (entries) => {
      const near = entries.filter(({isIntersecting}) => isIntersecting).map(({target}) => target);
      if (near.length > 0) act(near);
    },
    {rootMargin: nearness}
  );
}
