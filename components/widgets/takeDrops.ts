/** Lets files be dropped on *element*, which has the class `over` while some are above it. */
export function takeDrops(element: HTMLElement, take: (files: File[]) => void): void {
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    element.classList.toggle("over", on);
  };
  element.ondragover = over(true);
  element.ondragleave = over(false);
  element.ondrop = (event) => {
    over(false)(event);
    take([...(event.dataTransfer?.files ?? [])]);
  };
}
