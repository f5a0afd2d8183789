import type {Leaf} from "../network/expression.js";
import type {Conv, Pool} from "../network/leaf.js";

/** Returns what a layer's box says, such as `3×3 conv, 128, /2`, in the manner of He et al. 2015, Fig. 3. */
export function layerText(leaf: Leaf): string {
  switch (leaf.type) {
    case "conv":
      return listed(`${windowText(leaf)} conv`, leaf.filters, strideText(leaf), ...convTexts(leaf));
    case "maxPool":
      return listed(`${windowText(leaf)} max pool`, strideText(leaf));
    case "averagePool":
      return listed(`${windowText(leaf)} average pool`, strideText(leaf));
    case "globalAveragePool":
      return "global average pool";
    case "localResponseNorm":
      return "local response norm";
    case "norm":
      return listed("batch norm", leaf.zeroInit && "γ = 0");
    case "relu":
      return "ReLU";
    case "dense":
      return `fully connected, ${leaf.units}`;
    case "dropout":
      return `dropout, ${leaf.rate}`;
    case "scale":
      return `λ = ${leaf.factor}`;
    case "subsample":
      return `subsample, /${leaf.stride}`;
    case "padChannels":
      return `zeros to ${leaf.channels}`;
    default:
      return leaf.type;
  }
}

/** Returns a layer in words for screen readers, such as `3×3 convolution to 128 channels, stride 2`. */
export function layerWords(leaf: Leaf): string {
  switch (leaf.type) {
    case "conv":
      return listed(
        `${windowText(leaf)} convolution to ${leaf.filters} channels`,
        strideWords(leaf),
        leaf.groups > 1 && `in ${leaf.groups} groups`,
        leaf.dilation > 1 && `dilation ${leaf.dilation}`
      );
    case "maxPool":
      return listed(`${windowText(leaf)} max pooling`, strideWords(leaf));
    case "averagePool":
      return listed(`${windowText(leaf)} average pooling`, strideWords(leaf));
    case "globalAveragePool":
      return "global average pooling";
    case "localResponseNorm":
      return "local response normalization";
    case "norm":
      return listed("batch normalization", leaf.zeroInit && "whose γ starts at 0");
    case "dense":
      return `fully connected layer to ${leaf.units} outputs`;
    case "dropout":
      return `dropout of ${leaf.rate}`;
    case "scale":
      return `multiplication by λ = ${leaf.factor}`;
    case "subsample":
      return `every position in ${leaf.stride} along rows and columns`;
    case "padChannels":
      return `zero channels up to ${leaf.channels}`;
    default:
      return layerText(leaf);
  }
}

function windowText({kernel}: Conv | Pool): string {
  return `${kernel}×${kernel}`;
}

function strideText({stride}: Conv | Pool): string | false {
  return stride > 1 && `/${stride}`;
}

function strideWords({stride}: Conv | Pool): string | false {
  return stride > 1 && `stride ${stride}`;
}

/** Cardinality in the letter of Xie et al. 2017, and dilation. */
function convTexts({groups, dilation}: Conv): (string | false)[] {
  return [groups > 1 && `C = ${groups}`, dilation > 1 && `dilation ${dilation}`];
}

function listed(...texts: (string | number | false)[]): string {
  return texts.filter((text) => text !== false).join(", ");
}
