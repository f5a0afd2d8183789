import {createHost, type Host} from "./host.js";
import {implementations} from "./implementations.js";
import {setWasmFolder} from "./tfjsBackend.js";

// The page on which a browser runs the benchmark.

declare global {
  var benchHost: Host;
}

setWasmFolder(new URL("./", location.href).href);
globalThis.benchHost = createHost({implementations});
