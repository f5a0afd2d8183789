import {concat, type Expression, group, sequence, sum} from "../../components/network/expression.js";
import {
  activation,
  averagePool,
  conv,
  dense,
  dropout,
  globalAveragePool,
  identity,
  localResponseNorm,
  maxPool,
  norm,
  padChannels,
  scale,
  subsample
} from "../../components/network/leaf.js";

/** A network as JSON: a leaf with the fields that it has in leaf.ts, or a join of *children*; each may have a name. */
export interface NetworkTree {
  readonly type: string;
  /** Part of a PyTorch name, such as `layer1.0`. */
  readonly label?: string;
  readonly children?: readonly NetworkTree[];
}

/** Values of a leaf's fields. Each function that makes a leaf says what is wrong with those it takes. */
type Fields = Record<string, never>;

const joins: Record<string, (...children: Expression[]) => Expression> = {sequence, sum, concat};

const leaves: Record<string, (fields: Fields) => Expression> = {
  conv: ({filters, kernel, ...options}) => conv(filters, kernel, options),
  norm,
  relu: () => activation("relu"),
  tanh: () => activation("tanh"),
  sigmoid: () => activation("sigmoid"),
  maxPool: ({kernel, ...options}) => maxPool(kernel, options),
  averagePool: ({kernel, ...options}) => averagePool(kernel, options),
  globalAveragePool,
  localResponseNorm,
  dropout: ({rate}) => dropout(rate),
  dense: ({units, ...options}) => dense(units, options),
  identity,
  scale: ({factor}) => scale(factor),
  subsample: ({stride}) => subsample(stride),
  padChannels: ({channels}) => padChannels(channels)
};

/** Returns the network that a *tree* describes. Throws if a type is unknown, or a leaf has wrong values. */
export function treeNetwork({type, label, children, ...fields}: NetworkTree): Expression {
  const body = hasOwn(joins, type)
    ? joins[type](...childrenOf(type, children).map(treeNetwork))
    : leafOf(type, fields as Fields);
  return label === undefined ? body : group(body, {label});
}

function childrenOf(type: string, children: unknown): readonly NetworkTree[] {
  if (Array.isArray(children)) return children as NetworkTree[];
  throw new TypeError(`invalid ${type}: ${JSON.stringify(children)}; its children must be a list`);
}

function leafOf(type: string, fields: Fields): Expression {
  if (hasOwn(leaves, type)) return leaves[type](fields);
  const known = [...Object.keys(joins), ...Object.keys(leaves)].join(", ");
  throw new RangeError(`unknown layer: ${type}; it must be one of ${known}`);
}

function hasOwn(object: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}
