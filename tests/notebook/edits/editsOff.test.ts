import {expect, test} from "vitest";
import {editsOff} from "../../../components/notebook/edits/editsOff.js";

test.each([
  ["#edits=off", true],
  ["#a=1&edits=off", true],
  ["#edits=off&cells=abc", true],
  ["", false],
  ["#edits", false],
  ["#edits=offer", false],
  ["#noedits=off", false]
])("editsOff(%j) is %s", (hash, off) => expect(editsOff(hash)).toBe(off));
