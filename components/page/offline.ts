/** What the browser says of the line, where it does. */
interface Line {
  saveData?: boolean;
  type?: string;
}

/** The most bytes that are loaded without asking on a line that is paid by them. */
const mostUnasked = 5_000_000;

/**
 * Keeps the *site* in the browser, to be read and trained without a network, and says so in a line at the page's end: when nothing
 * trains. On a line that is paid by its bytes it asks first. A new version is announced, and comes when the reader says so: never in a run.
 */
export async function keepOffline(site: URL): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers || window.parent !== window) return; // a host without HTTPS has none; a frame is another's page
  const line = document.createElement("p");
  line.className = "offline";
  line.setAttribute("role", "status");
  document.querySelector("#observablehq-footer")?.append(line);
  const worker = new URL("offline.js", site);
  const register = async () => {
    try {
      const registration = (await workers.register(worker, {scope: site.pathname})) as
        ServiceWorkerRegistration | undefined; // none where a browser is told to have none
      if (!registration) return;
      tellUpdates(registration, line);
      await workers.ready;
      if (!registration.waiting) say(line, "All pages are kept in this browser, and work without a network.");
    } catch {
      say(line, ""); // the next visit tries again
    }
  };
  const bytes = isMetered() ? await sentBytes(site) : 0;
  if (bytes > mostUnasked && !(await workers.getRegistration(site.pathname)))
    say(line, "To read and train without a network, this browser can keep all pages. ", [
      `Load ${(bytes / 1e6).toFixed(1)} MB`,
      () => (say(line, "Loading …"), void register())
    ]);
  else {
    await nothingTrains();
    await register();
  }
}

/** How long nothing is heard of a training that has ended, or is paused. */
const quietMs = 2_000;

/** Resolves when no training on the page tells that it has come on: to load a whole site takes a processor from it. */
function nothingTrains(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      document.removeEventListener("training", again);
      resolve();
    };
    let timer = setTimeout(end, quietMs);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(end, quietMs);
    };
    document.addEventListener("training", again);
  });
}

/** What loads, in the forms that are sent; what is kept is unpacked, and larger. */
async function sentBytes(site: URL): Promise<number> {
  const {bytes} = (await (await fetch(new URL("offline.json", site))).json()) as {bytes: number};
  return bytes;
}

function isMetered(): boolean {
  const {saveData = false, type} = (navigator as {connection?: Line}).connection ?? {};
  return saveData || type === "cellular";
}

/** Says when a version that is newer than the page waits to take its place. */
function tellUpdates(registration: ServiceWorkerRegistration, line: HTMLElement): void {
  const tell = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return; // the first version replaces none
    say(line, "A new version of these pages is there. ", ["Reload", () => takeOver(worker)]);
  };
  tell(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const {installing} = registration;
    installing?.addEventListener("statechange", () => installing.state === "installed" && tell(installing));
  });
}

function takeOver(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {once: true});
  worker.postMessage("take over");
}

function say(line: HTMLElement, text: string, [label, act]: [string?, (() => void)?] = []): void {
  line.replaceChildren(text);
  if (label === undefined) return;
  const button = document.createElement("button");
  button.textContent = label;
  button.onclick = act!;
  line.append(button);
}
