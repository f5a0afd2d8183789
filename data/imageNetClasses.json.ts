import {createRequire} from "node:module";

// The 1,000 classes of ILSVRC 2012 in the order of torchvision's networks, which is that of their WordNet ids: each by the
// first of its names. They come from @tensorflow-models/mobilenet (Apache-2.0), whose classes are the same.

const {IMAGENET_CLASSES: classes} = createRequire(import.meta.url)(
  "@tensorflow-models/mobilenet/dist/imagenet_classes.js"
) as {IMAGENET_CLASSES: Record<number, string>};

process.stdout.write(JSON.stringify(Object.values(classes).map((names) => names.split(",")[0])));
