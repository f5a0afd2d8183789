import type {CellHost} from "../cell/cellHost.js";
import type {PageWatch} from "./pageWatch.js";

/** What a notebook takes from the script of its page. */
export interface PageHost {
  host: CellHost;
  watch: PageWatch;
}

let open: (host: PageHost) => void;
const opened = new Promise<PageHost>((resolve) => (open = resolve));

/** Called once, by the script that makes a page's cells editable. */
export function openHost(host: PageHost): void {
  open(host);
}

/** Returns what that script has opened, once it has. */
export function pageHost(): Promise<PageHost> {
  return opened;
}
