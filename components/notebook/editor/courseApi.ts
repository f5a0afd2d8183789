/** What the course's modules export, for readers who write code: plain JSON, made when the site is built. */
export interface CourseApi {
  /** By path from the site's root: `/components/network.js`. */
  modules: Record<string, ModuleApi>;
}

/** What one module exports, by name. */
export type ModuleApi = Record<string, ExportApi>;

/** One export: a function, a class, or a constant. */
export interface ExportApi {
  kind: "function" | "class" | "constant";
  /** Such as `train(network: Network, options?: TrainOptions): Run`. */
  signature: string;
  /** The doc comment, its marks (`**bold**`) left in. */
  doc: string;
  /** By its place from 0, what may be written in an argument that is an object of options. */
  arguments?: Record<string, OptionsApi>;
}

/** The properties that an object of options may have, by name. */
export type OptionsApi = Record<string, OptionApi>;

/** One option. */
export interface OptionApi {
  type: string;
  doc: string;
  /** Where it is one of a few strings: which. */
  values?: string[];
  /** Where it is an object, or a list of objects: what these may have. */
  options?: OptionsApi;
}

/** Returns the module's exports that *specifier* names in a cell, such as `./components/network.js`. */
export function moduleNamed(api: CourseApi, specifier: string): ModuleApi | undefined {
  const path = specifier.replace(/^(\.{0,2}\/)+/, "/");
  return Object.hasOwn(api.modules, path) ? api.modules[path] : undefined;
}

/** Returns the export of that *name*, of whichever module has it. */
export function exportNamed(api: CourseApi, name: string): ExportApi | undefined {
  return Object.values(api.modules).find((module) => Object.hasOwn(module, name))?.[name];
}
