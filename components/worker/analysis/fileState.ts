import type {ModelState} from "../../experiment/modelState.js";
import {namedNetwork} from "../../network/named.js";
import type {LookedAt} from "../../protocol/imageLook.js";
import {weighedNetwork} from "../../weights/weighedNetwork.js";
import {readStored} from "../readStored.js";

/** The last file's, since a reader sends several images through one network, and looks at many of its values. */
let last: {key: string; state: Promise<ModelState>} | undefined;

/** Returns a request with the state that its file of weights has. Rejects with a FaultError where that does not fill the network. */
export async function withFileState<Request extends LookedAt>(request: Request): Promise<Request> {
  const {weights: file, network} = request;
  if (!file) return request;
  const key = JSON.stringify([file.name, file.size, file.lastModified, network]);
  if (last?.key !== key) last = {key, state: fileState(file, network)};
  return {...request, state: await last.state};
}

async function fileState(file: File, {name, ...options}: LookedAt["network"]): Promise<ModelState> {
  const {input: volume} = namedNetwork(name, options);
  return weighedNetwork(await readStored(file), {name, options, volume}).state();
}
