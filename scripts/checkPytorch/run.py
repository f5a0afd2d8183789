"""Builds the network of each folder's listing.py, loads its weights.pth, and prints what PyTorch says of it, a line of JSON each."""
import importlib.util
import json
import pathlib
import sys

import torch


def load(folder):
    spec = importlib.util.spec_from_file_location(folder.name.replace("-", "_"), folder / "listing.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_safetensors(path):
    """Returns the tensors of a file of float32: a length, a header in JSON, and the numbers."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    numbers = torch.frombuffer(bytearray(data[start:]), dtype=torch.float32)
    return {
        name: numbers[entry["data_offsets"][0] // 4 : entry["data_offsets"][1] // 4].reshape(entry["shape"])
        for name, entry in header.items()
    }


def refuses(module, stages):
    block = getattr(module, "Bottleneck", None) or module.BasicBlock
    try:
        module.ResNet(block, [1] * stages, replace_stride_with_dilation=[False] * stages)
    except ValueError:
        return True
    return False


def describe(folder):
    module = load(folder)
    torch.manual_seed(1)
    network = module.network()
    last = [p for name, p in network.named_parameters() if name.endswith(("bn3.weight", "bn2.weight"))]
    saved = torch.load(folder / "weights.pth")
    other = read_safetensors(folder / "weights.safetensors")
    same_files = saved.keys() == other.keys() and all(torch.equal(saved[name], other[name]) for name in saved)
    images = saved.pop("images")
    start_is_zero = bool(last) and all(float(p.abs().sum()) == 0 for p in last[-1:])
    stages = sum(1 for name, _ in network.named_children() if name.startswith("layer"))
    names = [name for name in network.state_dict() if not name.endswith("num_batches_tracked")]
    network.load_state_dict(saved)
    network.eval()
    with torch.no_grad():
        outputs = network(images).flatten().tolist()
    network.freeze_backbone()
    return {
        "names": names,
        "count": sum(p.numel() for p in network.parameters()),
        "outputs": outputs,
        "lastGammaIsZero": start_is_zero,
        "refusesWrongList": refuses(module, stages),
        "sameFiles": same_files,
        "trainable": [name for name, p in network.named_parameters() if p.requires_grad],
    }


for path in sys.argv[1:]:
    print(json.dumps(describe(pathlib.Path(path))), flush=True)
