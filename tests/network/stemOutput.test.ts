import {expect, test} from "vitest";
import {namedNetwork} from "../../components/network/named.js";
import {stemOutput} from "../../components/network/stemOutput.js";

test("stemOutput(network) is the last layer of the stem; undefined without one", () => {
  const ofNamed = (name: string) => stemOutput(namedNetwork(name).expression);
  expect(ofNamed("cifar-plain-8")).toBe("relu");
  expect(ofNamed("cifar-resnet-56")).toBe("relu");
  expect(ofNamed("vgg16")).toBeUndefined();
});
