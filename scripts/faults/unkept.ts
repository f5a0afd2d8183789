/** A promise of the course that a try has found unkept. What a campaign throws as this counts as broken, whatever its words. */
export class UnkeptPromise extends Error {
  override name = "UnkeptPromise";
}
