/** Libraries that a cell may use without importing them. Each is loaded when a cell first refers to it. */
export const libraries: Readonly<Record<string, () => Promise<unknown>>> = {
  Plot: () => import("@observablehq/plot"),
  Inputs: () => import("@observablehq/inputs"),
  d3: () => import("d3"),
  html: async () => (await import("htl")).html,
  svg: async () => (await import("htl")).svg,
  tex: async () => (await import("../../widgets/tex.js")).tex
};
