/** Takes what a link carries from the address, so that a reload does not offer it again. Calls no listener. */
export function forgetLink(): void {
  const parts = location.hash.slice(1).split("&");
  const rest = parts.filter((part) => !part.startsWith("cells=")).join("&");
  history.replaceState(history.state, "", `${location.pathname}${location.search}${rest && `#${rest}`}`);
}
