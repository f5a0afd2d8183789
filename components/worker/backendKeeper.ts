import {type BackendName, placeOf} from "../experiment/backend.js";
import type {TrainerEvent} from "../protocol/messages.js";
import {type OpenBackend, openBackend, type OpenBackendOptions} from "./backend.js";

/** Which backend is wanted. */
type Wanted = Pick<OpenBackendOptions, "first" | "without">;

/** Keeps the one backend of this thread open from request to request. Made by createBackendKeeper. */
export interface BackendKeeper {
  /** Returns the backend, opened anew if another is wanted **first** or some are now excluded. Emits "ready". */
  open(wanted?: Wanted): Promise<OpenBackend>;
  /** Lets the next request open a backend anew, after this one's device was lost. */
  forget(): void;
  /** Loses the device on purpose, where there is one. */
  lose(): void;
}

/** Options of createBackendKeeper. */
export interface BackendKeeperOptions {
  emit(event: TrainerEvent): void;
  wasmFolder?: string;
  /** Opens the first backend that works. Defaults to openBackend. */
  openFirst?: typeof openBackend;
}

/** Returns a keeper that has opened nothing yet. */
export function createBackendKeeper({
  emit,
  wasmFolder,
  openFirst = openBackend
}: BackendKeeperOptions): BackendKeeper {
  /** Says that TensorFlow.js is being loaded: that takes a while. */
  function announced(backend: OpenBackend): OpenBackend {
    return {
      ...backend,
      reference() {
        if (backend.plans) emit({type: "preparing", what: "TensorFlow.js", done: 0, total: 1}); // else it is there
        return backend.reference();
      }
    };
  }

  let opened: (OpenBackend & {first?: BackendName}) | undefined;
  return {
    async open({first, without} = {}) {
      // A backend that lacked a download only is tried again: one lost file must not cost the graphics card for good.
      const lacking = opened?.failures.some(({lostDownload}) => lostDownload);
      if (!opened || lacking || opened.first !== first || without) {
        opened = undefined;
        opened = {...announced(await openFirst({first, without, wasmFolder, lazy: true})), first};
      }
      emit({type: "ready", ...placeOf(opened)});
      return opened;
    },
    forget() {
      opened = undefined;
    },
    lose: () => opened?.lose()
  };
}
