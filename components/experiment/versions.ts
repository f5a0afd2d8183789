/** Versions of what trains on a page, as a run file tells them. A page cannot read package.json; a test holds them to it. */
export const versions: Readonly<Record<string, string>> = {
  "@tensorflow/tfjs": "4.22.0",
  course: "0.2.0-dev"
};
