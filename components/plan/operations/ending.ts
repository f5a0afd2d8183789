import type {Activation} from "../../network/leaf.js";
import type {Epilogue} from "../epilogue.js";
import {gateOf} from "../ground.js";
import type {Tensor} from "../tensor.js";
import type {Term} from "../value.js";
import type {Lowering} from "./lowering.js";

/** What an operation ends with: y = activation(F + scale·addend). */
export interface Ending {
  readonly addend?: Term;
  /** Name of the block whose sum this is, if it adds a shortcut. */
  readonly gate?: string;
  readonly activation?: Activation["type"];
}

/** Returns the epilogue of the kernel that makes an ending. */
export function epilogueOf({addend, gate, activation}: Ending): Epilogue {
  return {
    ...(addend && {addendScale: addend.scale}),
    gated: gate !== undefined,
    ...(activation && {activation})
  };
}

/** Returns the tensors that such a kernel reads for it. */
export function endingOf(ending: Ending, {tensorOf, ground}: Lowering): Record<string, Tensor | undefined> {
  const {addend} = ending;
  return {addend: addend && tensorOf(addend.value), gate: gateOf(ending, ground)};
}

/** Returns the values that are read for it. */
export function addendOf({addend}: Ending): Term["value"][] {
  return addend ? [addend.value] : [];
}
