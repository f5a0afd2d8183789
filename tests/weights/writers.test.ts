import {expect, test} from "vitest";
import {writePth} from "../../components/weights/pth/writePth.js";
import {crc32} from "../../components/weights/pth/zipArchive.js";
import {readWeights} from "../../components/weights/readWeights.js";
import {writeSafetensors} from "../../components/weights/safetensors/writeSafetensors.js";
import {fixture} from "./fixture.js";

// torch.load of PyTorch 1.13 gave the same tensors of what writePth wrote: see npm run check:pytorch.
for (const [title, write] of [
  ["writeSafetensors", writeSafetensors],
  ["writePth", writePth]
] as const)
  for (const name of ["tiny_resnet.pth", "bfloat16.pth", "views.pth", "float64.pth"])
    test(`${title}(tensors of ${name}) is read again, byte for byte`, async () => {
      const plain = ({tensors}: Awaited<ReturnType<typeof readWeights>>) =>
        tensors.map(({name, dtype, shape, bytes}) => ({name, dtype, shape, bytes: Uint8Array.from(bytes())}));
      const {tensors} = await readWeights(fixture(name), name);
      const again = await readWeights(write(tensors), "again");
      expect(plain(again)).toEqual(plain({format: "pth", tensors, metadata: new Map()}));
    });

test("writeSafetensors(tensors, metadata) keeps the metadata", async () => {
  const {tensors} = await readWeights(fixture("float32.pth"), "float32.pth");
  const {metadata} = await readWeights(writeSafetensors(tensors, {network: "resnet18"}), "again");
  expect(metadata).toEqual(new Map([["format", "pt"], ["network", "resnet18"]])); // prettier-ignore
});

// the check value of CRC-32/ISO-HDLC
test("crc32(123456789) is cbf43926", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});
