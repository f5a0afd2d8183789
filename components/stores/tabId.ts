const key = "residual-course-tab";

let own: string | undefined; // where nothing can be kept, it lasts as long as the document

/** Returns what tells this tab from others of this browser, also after a reload. It ends with the tab. */
export function tabId(): string {
  return (own ??= keptId() ?? newId());
}

/** Where storage is forbidden, even naming it throws. */
function keptId(): string | undefined {
  try {
    const id = sessionStorage.getItem(key) ?? newId();
    sessionStorage.setItem(key, id);
    return id;
  } catch {
    return undefined;
  }
}

/** A page that is not secure has no randomUUID. */
function newId(): string {
  return Math.random().toString(36).slice(2);
}
