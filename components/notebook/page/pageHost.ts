import type {CellHost} from "../cell/cellHost.js";

/** Knows whether edited code froze the page; call begin and end when such code starts and stops. See freezeWatch.ts. */
export interface PageWatch {
  frozen(): Promise<boolean>;
  begin(): Promise<void>;
  end(): void;
}

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
