import type {WasmCall} from "../machines/wasm/wasmCall.js";
import type {Shader} from "../machines/webgpu/shader.js";

/**
 * How one type of kernel runs on each machine. Its type K is one kernel with all its sizes: the instructions that a
 * training step is made of. Two calls of equal kernels share one compiled program.
 *
 * Tensors are named in the comment on K; `→` parts those that are read from those that are written, and a tensor in
 * brackets is there only if an option asks for it. All are float32 unless said otherwise.
 */
export interface KernelDescriptor<K extends {readonly type: string}> {
  readonly type: K["type"];
  /** Returns its WGSL program. */
  shader(kernel: K): Shader;
  /** Returns a function that runs it once. All is decided here: the function does nothing but call WebAssembly. */
  bind(kernel: K, call: WasmCall): () => void;
  /** Whether several threads make a kernel together in WebAssembly, each its share. Defaults to false: one makes it. */
  isShared?(kernel: K): boolean;
  /** Numbers of scratch that it needs in WebAssembly: at least what its AssemblyScript lays out. Defaults to 0. */
  scratchSize?(kernel: K): number;
  /**
   * Returns the functions that it calls in WebAssembly, where they are generated. By default there is one of its type's
   * name, in a file of its folder's assembly/.
   */
  assembly?(): readonly AssemblySource[];
}

/** A function in AssemblyScript: the text of a module that exports it. */
export interface AssemblySource {
  readonly name: string;
  readonly text: string;
}
