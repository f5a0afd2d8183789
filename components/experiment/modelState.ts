/** All values a model is made of, by name: parameters, running statistics, velocities (`velocity:NAME`). */
export type ModelState = Record<string, Float32Array>;
