import {expect} from "vitest";
import {errorsOf, openLab} from "./labPage.js";
import {closeWithoutFaults, type OpenSite} from "./site.js";

/** How long a laboratory trains, and by how many points of percent its networks must then differ. */
export interface TrainingLength {
  steps: number;
  points: number;
}

/** What a laboratory of a chapter must show, and after how many steps. */
export interface LabClaim {
  title: string;
  /** Trains in the browser, and checks what is shown then. */
  check(site: OpenSite, length: TrainingLength): Promise<void>;
  /** In `npm test`: long enough to point the right way. The recorded curves say how long that is. */
  short: TrainingLength;
  /** In `npm run check:claims`. */
  long: TrainingLength;
}

/** The claims of the laboratories that train for a while. */
export const labClaims: readonly LabClaim[] = [
  {
    title: "a scaled shortcut: λ = 0.5 does not begin to train at 56 layers, λ = 1 does",
    short: {steps: 70, points: 10},
    long: {steps: 100, points: 30},
    async check(site, {steps, points}) {
      const opened = await openLab(site, "residual-block", "The scale of the shortcut");
      await opened.lab.getByRole("spinbutton", {name: "λ"}).fill("0.5");
      await opened.train(steps);
      const errors = await errorsOf(opened.lab);
      expect(errors.get("residual-56, λ 0.5")! - errors.get("residual-56")!).toBeGreaterThan(points);
      await closeWithoutFaults(opened);
    }
  },
  {
    title: "units: a normalization after the addition stops what the original learns",
    short: {steps: 70, points: 10},
    long: {steps: 100, points: 20},
    async check(site, {steps, points}) {
      const opened = await openLab(site, "residual-block", "Residual units");
      await opened.lab.getByRole("radio", {name: "norm after addition"}).check();
      expect(await opened.lab.locator(".unit").count()).toBe(2);
      await opened.train(steps);
      const errors = await errorsOf(opened.lab);
      const after = errors.get("residual-56, normalization after addition")!;
      expect(after - errors.get("residual-56")!).toBeGreaterThan(points);
      await closeWithoutFaults(opened);
    }
  },
  {
    title: "layers in F: one layer is better than none",
    short: {steps: 35, points: 5},
    long: {steps: 60, points: 10},
    async check(site, {steps, points}) {
      const opened = await openLab(site, "residual-block", "Layers in a residual function");
      await opened.lab.getByRole("radio", {name: "1"}).check();
      await opened.lab.getByRole("spinbutton", {name: "Depth"}).fill("20");
      await opened.train(steps);
      const errors = await errorsOf(opened.lab);
      expect(errors.get("plain-20")! - errors.get("residual-20, 1 layer a block")!).toBeGreaterThan(points);
      await closeWithoutFaults(opened);
    }
  },
  {
    title: "initialisation: small first weights leave nothing to learn from without batch norm",
    short: {steps: 35, points: 0}, // by then the networks learn where they can
    long: {steps: 60, points: 0},
    async check(site, {steps, points}) {
      const opened = await openLab(site, "residual-block", "First weights and normalization");
      await opened.lab.getByRole("spinbutton", {name: "Depth"}).fill("20");
      await opened.lab.getByRole("radio", {name: "σ = 0.01"}).check();
      await opened.lab.getByRole("radio", {name: "off"}).check();
      await opened.train(steps);
      const errors = await errorsOf(opened.lab);
      for (const net of ["plain-20", "residual-20"]) expect(errors.get(net)! - 80).toBeGreaterThan(points);
      await closeWithoutFaults(opened);
    }
  },
  {
    title: "freeze, and fine-tune: a body that knows other shapes needs few images of new ones",
    short: {steps: 100, points: 30},
    long: {steps: 350, points: 50},
    async check(site, {steps, points}) {
      const opened = await openLab(site, "code", "Freeze, and fine-tune");
      await opened.lab.getByRole("slider", {name: "Images of each new class"}).press("ArrowLeft");
      await opened.train(steps);
      const errors = await errorsOf(opened.lab, "test");
      const scratch = errors.get("residual-8")!;
      for (const way of ["", ", frozen", ", frozen, in eval mode"])
        expect(scratch - errors.get(`residual-8, from weights${way}`)!).toBeGreaterThan(points);
      await closeWithoutFaults(opened);
    }
  }
];
