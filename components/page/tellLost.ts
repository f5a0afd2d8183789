/** Says at the end of *place*, once, that what a reader asked for there could not be loaded, and how to go on. */
export function tellLost(place: Element): void {
  if (place.querySelector(":scope > .wake-fault")) return;
  const note = document.createElement("p");
  note.className = "wake-fault";
  note.setAttribute("role", "alert");
  note.textContent =
    "What this needs could not be loaded: the connection is gone, or the site has changed. Try again, and if that does not help, reload the page.";
  place.append(note);
}

/** Takes away what was said at a *place*, and below it: what was missing has come. */
export function untellLost(place: ParentNode): void {
  for (const note of place.querySelectorAll(".wake-fault")) note.remove();
}
