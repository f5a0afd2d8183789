/** What PyTorch's networks for ImageNet subtract from a colour, in [0, 1], and divide it by (torchvision's preprocessing). */
const [means, deviations] = [
  [0.485, 0.456, 0.406],
  [0.229, 0.224, 0.225]
];

/** Returns pixels of red, green, blue and opacity, from 0 to 255, as a network takes them: red, green and blue, normalized. */
export function imageNetPixels(pixels: ArrayLike<number>): Float32Array {
  return Float32Array.from({length: (pixels.length / 4) * 3}, (_, i) => {
    const channel = i % 3;
    return (pixels[Math.floor(i / 3) * 4 + channel] / 255 - means[channel]) / deviations[channel];
  });
}
