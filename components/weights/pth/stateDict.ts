import {weightsFault} from "../weightsFault.js";
import {TensorView} from "./tensorPickle.js";

/** Where training scripts keep a network's state_dict among other things, the likeliest first. */
const wrappers = ["state_dict", "model_state_dict", "model", "model_state", "net", "network", "weights"];

/**
 * Returns the tensors by name of what torch.save was given: a state_dict, or a dictionary that has one, such as
 * `{"state_dict": …, "epoch": 90}`. What is no tensor is passed over.
 */
export function stateDictOf(saved: unknown): ReadonlyMap<string, TensorView> {
  if (!(saved instanceof Map)) throw weightsFault("noTensors");
  const candidates = [saved, ...wrappers.map((key) => saved.get(key) as unknown)];
  const tensors = candidates.map(tensorsOf).find(({size}) => size > 0);
  if (!tensors) throw weightsFault("noTensors");
  return tensors;
}

function tensorsOf(value: unknown): ReadonlyMap<string, TensorView> {
  if (!(value instanceof Map)) return new Map();
  const entries = [...(value as Map<unknown, unknown>)];
  return new Map(
    entries.filter(
      (entry): entry is [string, TensorView] => typeof entry[0] === "string" && entry[1] instanceof TensorView
    )
  );
}
