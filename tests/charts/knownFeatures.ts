import type {ImageRecording, Spread} from "../../components/charts/imageRecording.js";
import type {Volume} from "../../components/network/shapes.js";

const even = (value: number): Spread => [value, value - 0.05, value + 0.05];

/** Returns a recording of networks with a stem and two blocks, whose numbers are chosen. */
export function featureRecording(...nets: string[]): ImageRecording {
  const volumes: Volume[] = [
    [2, 2, 8],
    [2, 2, 8],
    [1, 1, 16]
  ];
  const steps = [0, 100];
  const pixel = (net: number, step: number, image: number) => [
    ...[0, 10, 20, 255], // stem
    ...[255, net, step, image], // block 1
    100 // block 2
  ];
  return {
    images: Array.from({length: 6}, (_, i) => ({label: `shape ${i}`, url: `data:image/png;base64,${i}`})),
    steps,
    caption: "recorded: mean of 3 seeds",
    networks: nets.map((net, n) => ({
      ...{net, volumes, mapped: [0, 1, 2]},
      measures: steps.map((_, step) => ({
        readout: [0.6, 0.3 + 0.1 * n, 0.1 + 0.8 * step].map(even),
        noise: [0.06, 0.2, 0.8 - 0.7 * step].map(even),
        rank: [21, 40, 38 - 30 * step].map(even)
      })),
      maps: steps.map((_, step) =>
        btoa(String.fromCharCode(...Array.from({length: 6}, (_, image) => pixel(n, step, image)).flat()))
      )
    }))
  };
}
