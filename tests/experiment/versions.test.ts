import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {versions} from "../../components/experiment/versions.js";

test("versions are those of package.json", () => {
  const {version, dependencies} = JSON.parse(readFileSync("package.json", "utf8")) as {
    version: string;
    dependencies: Record<string, string>;
  };
  expect(versions).toEqual({"@tensorflow/tfjs": dependencies["@tensorflow/tfjs"], course: version});
});
