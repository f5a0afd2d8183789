/** What the numbers of a stored tensor are, by the names of safetensors, and how many bytes each has. */
export const dtypeBytes = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1
} as const;

export type Dtype = keyof typeof dtypeBytes;

/** The types that weights come in. Others, such as a counter's I64, are kept when a file is converted. */
const decoders: Partial<Record<Dtype, (aligned: ArrayBuffer) => Float32Array>> = {
  F64: (buffer) => Float32Array.from(new Float64Array(buffer)),
  F32: (buffer) => new Float32Array(buffer),
  F16: (buffer) => Float32Array.from(new Uint16Array(buffer), halfValue),
  BF16: (buffer) => new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer)
};

/** Returns whether *text* names a type. */
export function isDtype(text: unknown): text is Dtype {
  return typeof text === "string" && Object.hasOwn(dtypeBytes, text);
}

/** Returns whether weights can be of a type. */
export function isFloat(dtype: Dtype): boolean {
  return dtype in decoders;
}

/** Returns *bytes* of a float type as numbers; float64 is rounded. Throws on any other type. */
export function floatsOf(bytes: Uint8Array, dtype: Dtype): Float32Array {
  const decode = decoders[dtype];
  if (!decode)
    throw new RangeError(`invalid dtype: ${dtype}; weights are ${Object.keys(decoders).join(", ")}`);
  return decode(new Uint8Array(bytes).buffer); // a copy, since a file's numbers may begin at any byte
}

/** Returns the value of a float16: 1 bit of sign, 5 of exponent, 10 of fraction (IEEE 754, binary16). */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
