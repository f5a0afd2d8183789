import type {Expression} from "../network/expression.js";
import {type ChosenOption, chosenOptions} from "./chosenOptions.js";
import {type ClassFacts, classFacts, hasOnes} from "./classFacts.js";
import {type CodeLine, listing, type WrittenLine} from "./listing.js";
import {activationModule, pythonBlock} from "./pythonBlock.js";

/** What the listing calls things. */
export interface PyTorchOptions {
  /** The function that returns the network. Defaults to "network". */
  name?: string;
}

/**
 * Returns a listing in PyTorch that builds the network of *expression*: helpers, the class of its block, the class of the
 * network with the options that such classes have, and a function that calls it. Its names are those of the expression, so that
 * a state_dict of the one loads into the other. Throws a FaultError on a network that is not one of residual stages.
 */
export function toPyTorch(expression: Expression, {name = "network"}: PyTorchOptions = {}): CodeLine[] {
  const facts = classFacts(expression);
  const gap = listing(["", ""]);
  return [
    ...listing(["import torch", "from torch import nn"]),
    ...[...gap, ...helpers(facts)],
    ...[...gap, ...pythonBlock(facts)],
    ...[...gap, ...networkClass(facts)],
    ...[...gap, ...listing(factory(facts, name))]
  ];
}

function helpers({norm, ...facts}: ClassFacts): CodeLine[] {
  const bias = norm ? "False" : "True";
  return listing([
    "def conv3x3(inputs, outputs, stride=1, groups=1, dilation=1):",
    "    return nn.Conv2d(inputs, outputs, 3, stride, padding=dilation,",
    `                     dilation=dilation, groups=groups, bias=${bias})`,
    ...(hasOnes(facts)
      ? [
          ...["", ""],
          "def conv1x1(inputs, outputs, stride=1):",
          `    return nn.Conv2d(inputs, outputs, 1, stride, bias=${bias})`
        ]
      : []),
    ...(facts.shortcut === "A" ? zeros : [])
  ]);
}

/** Option A: every stride-th position, and channels of zeros at the end. */
const zeros = [
  ...["", ""],
  "class ZeroPadding(nn.Module):",
  "    def __init__(self, inputs, outputs, stride):",
  "        super().__init__()",
  "        self.added, self.stride = outputs - inputs, stride",
  "",
  "    def forward(self, x):",
  "        x = x[:, :, ::self.stride, ::self.stride]§layer*.*.downsample.subsample",
  "        return nn.functional.pad(x, (0, 0, 0, 0, 0, self.added))§layer*.*.downsample.padChannels"
];

function networkClass(facts: ClassFacts): CodeLine[] {
  return [
    ...listing([
      "class ResNet(nn.Module):",
      "    def __init__(self, block, layers, num_classes=1000, zero_init_residual=False,",
      "                 groups=1, width_per_group=64, replace_stride_with_dilation=None,",
      "                 norm_layer=nn.BatchNorm2d):",
      "        super().__init__()",
      ...dilations(facts),
      "        self.norm_layer = norm_layer",
      "        self.groups, self.base_width = groups, width_per_group",
      `        self.inplanes = ${facts.stem.filters}  # channels so far; each layer moves it on`,
      "        self.dilation = 1",
      ""
    ]),
    ...listing([...stem(facts), ...stages(facts), ...head(facts)], 8),
    ...listing(["", ...start(facts), "", ...makeLayer(facts), "", ...networkForward(facts), "", ...freeze])
  ];
}

function dilations({stages}: ClassFacts): string[] {
  const rest = stages.length - 1;
  const falses = Array.from({length: rest}, () => "False").join(", ");
  return [
    "        dilate = replace_stride_with_dilation",
    "        if dilate is None:",
    `            dilate = [${falses}]`,
    `        if len(dilate) != ${rest}:`,
    `            raise ValueError(f"layer2 to layer${rest + 1} need ${rest} entries, not {len(dilate)}")`
  ];
}

function stem({stem: {kernel, stride, padding}, norm, pool, ...facts}: ClassFacts): WrittenLine[] {
  const bias = norm ? ", bias=False" : "";
  return [
    `self.conv1 = nn.Conv2d(3, self.inplanes, ${kernel}, stride=${stride}, padding=${padding}${bias})§conv1`,
    norm && "self.bn1 = norm_layer(self.inplanes)§bn1",
    `self.relu = ${activationModule(facts)}§${facts.activation}`,
    pool &&
      `self.maxpool = nn.MaxPool2d(${pool.kernel}, stride=${pool.stride}, padding=${pool.padding})§maxpool`
  ];
}

function stages({stages}: ClassFacts): WrittenLine[] {
  return stages.map(({planes}, i) => {
    const strided = i > 0 ? `, stride=2, dilate=dilate[${i - 1}]` : "";
    return `self.layer${i + 1} = self._make_layer(block, ${planes}, layers[${i}]${strided})§layer${i + 1}`;
  });
}

function head({stages}: ClassFacts): WrittenLine[] {
  return [
    "self.avgpool = nn.AdaptiveAvgPool2d(1)§avgpool",
    `self.fc = nn.Linear(${stages.at(-1)!.planes} * block.expansion, num_classes)§fc`,
    "self._start(zero_init_residual)"
  ];
}

/** A module comes before its parts among modules(), so that γ is set to 0 in a loop of its own. */
function start({block, norm}: ClassFacts): WrittenLine[] {
  const [name, last] = block === "bottleneck" ? ["Bottleneck", 3] : ["BasicBlock", 2];
  return [
    "    def _start(self, zero_init_residual):",
    "        for part in self.modules():",
    "            if isinstance(part, nn.Conv2d):",
    '                nn.init.kaiming_normal_(part.weight, mode="fan_out", nonlinearity="relu")',
    "            elif isinstance(part, (nn.BatchNorm2d, nn.GroupNorm)):",
    "                nn.init.ones_(part.weight)",
    "                nn.init.zeros_(part.bias)",
    ...(norm
      ? [
          "        for part in self.modules():",
          `            if zero_init_residual and isinstance(part, ${name}):`,
          `                nn.init.zeros_(part.bn${last}.weight)  # F(x) = 0 at first§layer*.*.bn${last}`
        ]
      : [])
  ];
}

function makeLayer({shortcut, norm}: ClassFacts): WrittenLine[] {
  return [
    "    def _make_layer(self, block, planes, blocks, stride=1, dilate=False):§layer*",
    "        before = self.dilation",
    "        if dilate:",
    "            self.dilation *= stride",
    "            stride = 1",
    "        outputs = planes * block.expansion",
    "        layer = []",
    "        for i in range(blocks):§layer*.*",
    "            step, dilation = (stride, before) if i == 0 else (1, self.dilation)",
    shortcut !== "C" && "            downsample = None",
    shortcut !== undefined &&
      shortcut !== "C" &&
      "            if step != 1 or self.inplanes != outputs:§layer*.*.downsample",
    ...projection(shortcut, norm).map((line) => line && (shortcut === "C" ? "" : "    ") + line),
    "            layer.append(block(§layer*.*",
    "                self.inplanes, planes, step, downsample, self.groups,",
    "                self.base_width, dilation, self.norm_layer))§layer*.*",
    "            self.inplanes = outputs",
    "        return nn.Sequential(*layer)§layer*"
  ];
}

/** What brings a block's input to the shape of its result. */
function projection(shortcut: ClassFacts["shortcut"], norm: boolean): WrittenLine[] {
  if (shortcut === undefined) return [];
  if (shortcut === "A")
    return ["            downsample = ZeroPadding(self.inplanes, outputs, step)§layer*.*.downsample"];
  return [
    "            downsample = nn.Sequential(§layer*.*.downsample",
    "                conv1x1(self.inplanes, outputs, step),§layer*.*.downsample.0",
    norm && "                self.norm_layer(outputs),§layer*.*.downsample.1",
    "            )"
  ];
}

function networkForward({stages, norm, pool, activation}: ClassFacts): WrittenLine[] {
  return [
    "    def forward(self, x):",
    `        x = self.relu(${norm ? "self.bn1(self.conv1(x))" : "self.conv1(x)"})§conv1 ${norm ? "bn1 " : ""}${activation}`,
    pool && "        x = self.maxpool(x)§maxpool",
    ...stages.map((_, i) => `        x = self.layer${i + 1}(x)§layer${i + 1}`),
    "        x = torch.flatten(self.avgpool(x), 1)§avgpool",
    "        return self.fc(x)§fc"
  ];
}

const freeze = [
  "    def freeze_backbone(self, frozen=True):",
  "        for name, parameter in self.named_parameters():",
  '            if not name.startswith("fc."):',
  "                parameter.requires_grad = not frozen",
  "",
  "    def unfreeze_backbone(self):",
  "        self.freeze_backbone(False)"
];

function factory(facts: ClassFacts, name: string): string[] {
  const block = facts.block === "bottleneck" ? "Bottleneck" : "BasicBlock";
  const layers = `[${facts.stages.map(({count}) => count).join(", ")}]`;
  const built = [block, layers, ...chosenOptions(facts).map(argument)].join(", ");
  return [`def ${name}():`, `    return ResNet(${built})`];
}

/** An option as Python writes it: `zero_init_residual=True`. */
function argument({name, value}: ChosenOption): string {
  const own = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${own}=${value.replaceAll("true", "True").replaceAll("false", "False")}`;
}
