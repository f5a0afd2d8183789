/** Calls *tell* with how large the document would like its frame to be, in pixels, when that changes and is not nothing. */
export function watchSize(tell: (size: {width: number; height: number}) => void): void {
  let before = "";
  const observer = new ResizeObserver(() => {
    const {width, height} = document.documentElement.getBoundingClientRect();
    const size = {width: Math.ceil(width), height: Math.ceil(height)};
    if (size.width === 0 || size.height === 0 || JSON.stringify(size) === before) return;
    before = JSON.stringify(size);
    tell(size);
  });
  observer.observe(document.documentElement);
}
