import type {ClassFacts} from "./classFacts.js";
import {type CodeLine, listing} from "./listing.js";

const modules = {relu: "nn.ReLU()", tanh: "nn.Tanh()", sigmoid: "nn.Sigmoid()"} as const;

/** Returns what makes the function between layers in PyTorch. */
export function activationModule({activation}: Pick<ClassFacts, "activation">): string {
  return modules[activation];
}

/** Returns the block's class. */
export function pythonBlock(facts: ClassFacts): CodeLine[] {
  const bottleneck = facts.block === "bottleneck";
  const at = (part: string) => `§layer*.*.${part}`;
  const layers = bottleneck ? bottleneckLayers(facts) : basicLayers();
  return [
    ...listing([
      `class ${bottleneck ? "Bottleneck" : "BasicBlock"}(nn.Module):`,
      bottleneck
        ? "    expansion = 4  # channels of the result for each of the planes"
        : "    expansion = 1  # the result has as many channels as planes",
      "",
      "    def __init__(self, inplanes, planes, stride=1, downsample=None, groups=1,",
      "                 base_width=64, dilation=1, norm_layer=nn.BatchNorm2d):",
      "        super().__init__()",
      bottleneck && "        width = int(planes * base_width / 64) * groups",
      ...(bottleneck ? [] : refusals)
    ]),
    ...listing(
      layers.flatMap(([convolution, channels], i) => [
        `self.conv${i + 1} = ${convolution}${at(`conv${i + 1}`)}`,
        facts.norm && `self.bn${i + 1} = norm_layer(${channels})${at(`bn${i + 1}`)}`
      ]),
      8
    ),
    ...listing([
      `        self.relu = ${activationModule(facts)}${at(facts.activation)}`,
      facts.shortcut && `        self.downsample = downsample${at("downsample")}`,
      "",
      ...forward(facts, layers.length)
    ])
  ];
}

/** A basic block has nothing to split into groups, and does not dilate. */
const refusals = [
  "        if groups != 1 or base_width != 64 or dilation != 1:",
  '            raise ValueError("a basic block has one group of 64 and does not dilate")'
];

/** Each layer's convolution, and its channels. */
function bottleneckLayers({strideIn1x1}: ClassFacts): [string, string][] {
  const [first, second] = strideIn1x1 ? [", stride", "1"] : ["", "stride"];
  return [
    [`conv1x1(inplanes, width${first})`, "width"],
    [`conv3x3(width, width, ${second}, groups, dilation)`, "width"],
    ["conv1x1(width, planes * self.expansion)", "planes * self.expansion"]
  ];
}

function basicLayers(): [string, string][] {
  return [
    ["conv3x3(inplanes, planes, stride)", "planes"],
    ["conv3x3(planes, planes)", "planes"]
  ];
}

function forward({norm, shortcut, shortcutScale, activation}: ClassFacts, count: number): (string | false)[] {
  const layer = (i: number, input: string) => {
    const convolved = `self.conv${i}(${input})`;
    return norm ? `self.bn${i}(${convolved})` : convolved;
  };
  const made = (i: number) =>
    `§layer*.*.conv${i}${norm ? ` layer*.*.bn${i}` : ""}${i < count ? ` layer*.*.${activation}` : ""}`;
  const input = shortcutScale === 1 ? "shortcut" : `${shortcutScale} * shortcut`;
  return [
    "    def forward(self, x):",
    ...Array.from({length: count}, (_, i) => {
      const value = layer(i + 1, i === 0 ? "x" : "f");
      return `        f = ${i + 1 < count ? `self.relu(${value})` : value}${made(i + 1)}`;
    }),
    shortcut !== undefined &&
      "        shortcut = x if self.downsample is None else self.downsample(x)§layer*.*.downsample layer*.*.identity",
    shortcut === undefined
      ? `        return self.relu(f)§layer*.*.${activation}`
      : `        return self.relu(f + ${input})§layer*.*.${activation} layer*.*.scale`
  ];
}
