"""Trains a network of ours in PyTorch, a step for each line that comes in.

Usage: python3 pytorch.py FOLDER eager|compiled, where FOLDER holds task.json and three files of plain numbers: values.bin
(float32: every parameter and running statistic in PyTorch's order), images.bin (float32, NCHW) and labels.bin (int32).
Says the device as its first line of output, then the loss of each step. float32 throughout; TF32 is off.
"""

import json
import os
import sys

import torch
from torch import nn
from torch.nn import functional


class Sum(nn.ModuleList):
    def forward(self, x):
        first, *others = (branch(x) for branch in self)
        for other in others:
            first = first + other
        return first


class Concat(nn.ModuleList):
    def forward(self, x):
        return torch.cat([branch(x) for branch in self], 1)


class Function(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class Builder:
    """Builds modules from an expression, their values taken one after the other."""

    def __init__(self, specs, values):
        self.specs = iter(specs)
        self.values = values
        self.offset = 0

    def tensor(self):
        shape = next(self.specs)["shape"]
        if len(shape) == 4:
            shape = [shape[3], shape[2], shape[0], shape[1]]
        elif len(shape) == 2:
            shape = shape[::-1]
        size = torch.Size(shape).numel()
        values = self.values[self.offset : self.offset + size].reshape(shape)
        self.offset += size
        return values

    def build(self, expression, channels):
        """Returns the module of an expression, and how many channels it gives."""
        kind = expression["type"]
        if kind == "group":
            return self.build(expression["body"], channels)
        if kind == "sequence":
            modules = []
            for part in expression["parts"]:
                module, channels = self.build(part, channels)
                modules.append(module)
            return nn.Sequential(*modules), channels
        if kind in ("sum", "concat"):
            built = [self.build(branch, channels) for branch in expression["branches"]]
            modules, counts = zip(*built)
            return (Sum(modules), counts[0]) if kind == "sum" else (Concat(modules), sum(counts))
        return self.leaf(expression, channels)

    def leaf(self, leaf, channels):
        kind = leaf["type"]
        if kind == "conv":
            options = {name: leaf[name] for name in ("stride", "padding", "dilation", "groups", "bias")}
            module = nn.Conv2d(channels, leaf["filters"], leaf["kernel"], **options)
            return self.filled(module, leaf["bias"]), leaf["filters"]
        if kind == "dense":
            weight = self.tensor()
            module = nn.Linear(weight.shape[1], leaf["units"], bias=leaf["bias"])
            with torch.no_grad():
                module.weight.copy_(weight)
                if leaf["bias"]:
                    module.bias.copy_(self.tensor())
            return nn.Sequential(nn.Flatten(), module), leaf["units"]
        if kind == "norm":
            module = nn.BatchNorm2d(channels)
            with torch.no_grad():
                for target in (module.weight, module.bias, module.running_mean, module.running_var):
                    target.copy_(self.tensor())
            return module, channels
        if kind == "padChannels":
            missing = leaf["channels"] - channels
            return Function(lambda x: functional.pad(x, (0, 0, 0, 0, 0, missing))), leaf["channels"]
        if kind == "subsample":
            stride = leaf["stride"]
            return Function(lambda x: x[:, :, ::stride, ::stride]), channels
        if kind == "scale":
            factor = leaf["factor"]
            return Function(lambda x: x * factor), channels
        simple = {
            "relu": nn.ReLU,
            "tanh": nn.Tanh,
            "sigmoid": nn.Sigmoid,
            "identity": nn.Identity,
            "globalAveragePool": lambda: nn.AdaptiveAvgPool2d(1),
        }
        if kind not in simple:
            raise ValueError(f"unknown leaf: {kind}")
        return simple[kind](), channels

    def filled(self, module, bias):
        with torch.no_grad():
            module.weight.copy_(self.tensor())
            if bias:
                module.bias.copy_(self.tensor())
        return module


def read(folder, name, dtype):
    with open(os.path.join(folder, name), "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=dtype)


def main(folder, mode):
    cuda = torch.cuda.is_available()
    device = torch.device("cuda" if cuda else "cpu")
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    if not cuda:
        torch.set_num_threads(2)
    with open(os.path.join(folder, "task.json"), encoding="utf8") as file:
        task = json.load(file)
    height, width, channels = task["input"]
    images = read(folder, "images.bin", torch.float32).reshape(task["batch"], channels, height, width)
    labels = read(folder, "labels.bin", torch.int32).long()
    values = read(folder, "values.bin", torch.float32)
    model, _ = Builder(task["specs"], values).build(task["network"], channels)
    model = model.to(device).train()
    sgd = task["sgd"]
    optimizer = torch.optim.SGD(
        model.parameters(), lr=sgd["learningRate"], momentum=sgd["momentum"], weight_decay=sgd["weightDecay"]
    )
    if mode == "compiled":
        model = torch.compile(model, mode="reduce-overhead" if cuda else None)
    processor = f"processor, {torch.get_num_threads()} threads"
    device_name = torch.cuda.get_device_name() if cuda else processor
    print(f"PyTorch {torch.__version__}, {device_name}", flush=True)
    for _ in sys.stdin:
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(model(images.to(device)), labels.to(device))
        loss.backward()
        optimizer.step()
        value = loss.item()
        if cuda:
            torch.cuda.synchronize()
        print(repr(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
