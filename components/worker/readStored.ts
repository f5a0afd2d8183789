import {mostFileBytes, readWeights} from "../weights/readWeights.js";
import type {StoredWeights} from "../weights/storedTensor.js";
import {weightsFault} from "../weights/weightsFault.js";

/** Returns the tensors of a file of weights. Rejects with a FaultError whatever is wrong with it; nothing in it is run. */
export async function readStored(file: File): Promise<StoredWeights> {
  if (file.size > mostFileBytes) throw weightsFault("tooLarge");
  return readWeights(new Uint8Array(await file.arrayBuffer()), file.name);
}
