import type {WeightsReason} from "./rule.js";

/** What can be wrong with a file of weights, in English; what it is wrong with may follow behind a colon. */
export const weightsTexts: Readonly<Record<WeightsReason, string>> = {
  tooLarge: "it has more bytes than the course reads",
  unknownFormat: "it is neither a .safetensors file nor what torch.save writes",
  legacyPth:
    "it is a bare pickle, as PyTorch wrote before version 1.6; load it there and save it again, or as .safetensors",
  dtype: "it has numbers of a type that the course does not know",
  noTensors: "it has no tensors under names, as a state_dict has",
  tooManyValues: "it has more numbers than the course reads",
  tensorBytes: "a tensor does not fit the bytes that are said to hold it",
  headerEnds: "it ends before its header does",
  headerLength: "its header is said to be longer than the file or than a header may be, in bytes",
  headerJson: "its header is no JSON object",
  tensorEntry: "its header does not say type, shape and place of a tensor as it must",
  tensorOverlap: "a tensor does not begin where the one before it ends",
  bytesLeft: "it has bytes that belong to no tensor",
  zipEnds: "it ends before its zip archive does",
  zipDirectory: "it has no directory, as a zip archive has at its end",
  zipEntry: "an entry of its zip archive is not where or what the directory says",
  zipOverlap: "entries of its zip archive share bytes",
  zipMethod: "an entry of its zip archive is encrypted or packed in a way that the course does not know",
  zipInflate: "an entry of its zip archive does not unpack to the length that it says",
  zip64: "its zip archive has more than 4 GB or 65,534 entries",
  bigEndian: "its numbers are big-endian; save it on a little-endian machine",
  noPickle: "it is a zip archive without the data.pkl of torch.save",
  pickleEnds: "its pickle ends too early",
  pickleOpcode: "its pickle has an instruction that no state_dict needs",
  pickleImport:
    "its pickle asks for something that is no tensor; nothing was run. Save the state_dict alone. It asks for",
  pickleValue: "its pickle is not put together as a state_dict is",
  storage: "a tensor's storage is not in the archive, or is shorter than said",
  noNetwork:
    "its names and shapes are those of no network that the course guesses; name one, with its options",
  noPthType: "torch.save has no storage of this type"
};
