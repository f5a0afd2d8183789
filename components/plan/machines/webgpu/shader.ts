/** One buffer that a kernel is bound to, under the name that its kernel gives it. */
export interface Binding {
  readonly name: string;
  readonly access: "uniform" | "read" | "read_write";
  /** WGSL type of an element; a uniform is one. */
  readonly element: string;
}

/** A kernel as a WGSL program, and how many workgroups run it. */
export interface Shader {
  readonly code: string;
  readonly bindings: readonly Binding[];
  /** What the uniform `sizes` holds, in its order; shaders of the same code that differ here are one program. */
  readonly sizes: readonly number[];
  readonly workgroups: readonly [x: number, y: number, z: number];
}

/** Threads in a workgroup, unless a kernel says otherwise: a multiple of every graphics card's width. */
export const workgroupSize = 64;

/** What a kernel's program is put together from. */
export interface ShaderParts {
  /**
   * Four numbers each that may change between runs, or so many vectors of four; those that are false are left out. They are
   * uniforms, since storage buffers are few: 8 a kernel.
   */
  uniforms?: Record<string, boolean | number>;
  /** Buffers that are only read, with their elements' type; those that are false are left out. */
  read: Record<string, string | false>;
  /** Buffers that are written, or changed in place. */
  write: Record<string, string | false>;
  /**
   * Whole numbers that do not change between runs, which declarations and body know as `sizes.name`, an i32. What stands in
   * the text as a constant makes a program of its own, which takes a device long to compile.
   */
  sizes?: Record<string, number>;
  /** Functions and shared memory. */
  declarations?: string;
  /** Body of the main function. It may use `t`, the thread's number in the grid, and `l`, that in its workgroup. */
  body: string;
  /** Threads, for a kernel whose threads work alone: those beyond return at once. */
  threads?: number;
  /** Workgroups, for a kernel whose threads work together. */
  workgroups?: readonly [x: number, y: number];
}

/** Returns a shader. */
export function shader({
  uniforms = {},
  read,
  write,
  sizes = {},
  declarations = "",
  body,
  threads,
  workgroups
}: ShaderParts): Shader {
  const vectors = Object.fromEntries(
    Object.entries(uniforms).map(([name, count]) => [name, uniformType(count)])
  );
  const allSizes = {...sizes, ...(threads !== undefined && {threads})};
  const names = Object.keys(allSizes);
  const bindings = [
    ...bindingsOf(vectors, "uniform"),
    ...bindingsOf(read, "read"),
    ...bindingsOf(write, "read_write"),
    ...bindingsOf({[sizesName]: names.length > 0 && "Sizes"}, "uniform")
  ];
  const grid = workgroups ?? gridOf(threads!);
  const code = `${names.length > 0 ? `struct Sizes { ${names.map((name) => `${name}: i32`).join(", ")} }` : ""}
${bindings.map(declaration).join("\n")}
${declarations}
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) l: u32) {
  let t = (group.x + group.y * groups.x) * ${workgroupSize}u + l;
  ${threads === undefined ? "" : "if (t >= u32(sizes.threads)) { return; }"}
  ${body}
}`;
  return {code, bindings, sizes: Object.values(allSizes), workgroups: [grid[0], grid[1], 1]};
}

/** The binding that has no tensor, but a shader's sizes. */
export const sizesName = "sizes";

function uniformType(count: boolean | number): string | false {
  if (count === true) return "vec4f";
  return count === false ? false : `array<vec4f, ${count}>`;
}

function declaration({name, access, element}: Binding, i: number): string {
  const [kind, type] =
    access === "uniform" ? ["uniform", element] : [`storage, ${access}`, `array<${element}>`];
  return `@group(0) @binding(${i}) var<${kind}> ${name}: ${type};`;
}

function bindingsOf(buffers: Record<string, string | false>, access: Binding["access"]): Binding[] {
  return Object.entries(buffers).flatMap(([name, element]) => (element ? [{name, access, element}] : []));
}

/** The most workgroups on an axis that every device allows. */
const mostWorkgroups = 65_535;

function gridOf(threads: number): [number, number] {
  const count = Math.ceil(threads / workgroupSize);
  if (count <= mostWorkgroups) return [count, 1];
  const rows = Math.ceil(count / mostWorkgroups);
  return [Math.ceil(count / rows), rows];
}

/** Returns 4 if numbers can be taken four at a time, else 1. */
export function lanes(...sizes: number[]): 1 | 4 {
  return sizes.every((size) => size % 4 === 0) ? 4 : 1;
}

/** Returns the WGSL type of that many lanes. */
export function vector(lanes: 1 | 4): string {
  return lanes === 4 ? "vec4f" : "f32";
}

/** Returns a number as WGSL's f32. */
export function float(value: number): string {
  return `${value}f`;
}

/** Returns [0, 1, … count − 1]. */
export function range(count: number): number[] {
  return Array.from({length: count}, (_, i) => i);
}
