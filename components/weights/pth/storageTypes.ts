import type {Dtype} from "../dtype.js";

/** What torch.save calls the storages of each type. */
export const storageTypes: Partial<Record<Dtype, string>> = {
  F64: "DoubleStorage",
  F32: "FloatStorage",
  F16: "HalfStorage",
  BF16: "BFloat16Storage",
  I64: "LongStorage",
  I32: "IntStorage",
  I16: "ShortStorage",
  I8: "CharStorage",
  U8: "ByteStorage",
  BOOL: "BoolStorage"
};

/** Returns the type of the storages called *name*, or undefined if no tensor of the course is in such. */
export function storageDtype(name: string): Dtype | undefined {
  return (Object.keys(storageTypes) as Dtype[]).find((dtype) => storageTypes[dtype] === name);
}
