import {type Expression, group, sequence} from "../../components/network/expression.js";

/** Returns *network* with nothing but the shortcut left of the *blocks* that are named, such as `layer1.0`. */
export function withoutResidual(network: Expression, blocks: readonly string[], name = ""): Expression {
  switch (network.type) {
    case "sequence":
      return sequence(...network.parts.map((part) => withoutResidual(part, blocks, name)));
    case "sum":
      return blocks.includes(name) ? shortcutOf(network.branches) : network;
    case "group": {
      const {label, role, body} = network;
      const inner = [name, label ?? ""].filter((part) => part !== "").join(".");
      return group(withoutResidual(body, blocks, inner), {label, role});
    }
    default:
      return network;
  }
}

function shortcutOf(branches: readonly Expression[]): Expression {
  return branches.find((branch) => branch.type === "group" && branch.role === "shortcut")!;
}
