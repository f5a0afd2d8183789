import {block} from "../../../machines/wasm/assembly/pack";
import {placeGroups, placeImage} from "../../../machines/wasm/assembly/pad";
import {float, gateAt, mulAdd, roundUp, vector, zeroFloats} from "../../../machines/wasm/assembly/simd";

/** Input channels that are computed at a time. */
const slots: i32 = 4;

/** Positions that are at least summed before a tile leaves the registers. */
const positions: i32 = 64;

/** Numbers of x and dy that stay in the first cache beside the sums while every tile reads them. */
const cached: i32 = 4096;

/** Returns how many rows of dy are taken at a time, of one image. */
function rowsAtATime(width: i32, numbers: i32): i32 {
  return max(max(cached / numbers, positions) / width, 1);
}

/** Returns how many of *images* with *size* positions each are taken at a time; ../filterGradient.ts knows it too. */
function imagesAtATime(size: i32, images: i32): i32 {
  return min(images, (positions + size - 1) / size);
}

/**
 * partials[part] = g₂·Σ x ∗ dy over the part's images: the gradient of a convolution's filter.
 *
 * - *x*: `[batch, height, width, channels]`; *dy*: `[batch, outHeight, outWidth, filters]`; *gate*: g₂, or null
 * - *partials*: `[parts, kernel, kernel, channels / groups, filters]`
 * - *thread* of *threads*: it makes the sums of its share of tiles, each of a tap, 4 channels and 8 filters
 * - *scratch*: sums `[groups, ⌈filters / 8⌉, ⌈channels / 4⌉, kernel, kernel, 4, 8]` (filters and channels of a group)
 *   and padded images
 *
 * Multiply–adds: those of the convolution, with channels rounded up to 4 and filters to 8 of a group. Bytes: 4 for
 * each value of x and dy; the sums, which are added up in the cache.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  gate: usize,
  partials: usize,
  scratch: usize,
  parts: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernel: i32,
  stride: i32,
  padding: i32,
  dilation: i32,
  groups: i32,
  thread: i32,
  threads: i32
): void {
  if (kernel === 1 && stride === 1 && padding === 0 && parts === 1) {
    // Without windows the images are one long row of positions, and are cut anew.
    const all = batch * height * width;
    width = outWidth = min(1 << ctz(all), positions);
    height = outHeight = 1;
    batch = all / width;
  }
  const groupChannels = channels / groups;
  const groupFilters = filters / groups;
  const groupSlots = roundUp(groupChannels, slots);
  const sumsSize = groups * roundUp(groupFilters, block) * groupSlots * kernel * kernel;
  const images = scratch + ((<usize>sumsSize) << 2);
  const paddedWidth = width + 2 * padding;
  const spread = groupSlots !== groupChannels;
  const moved = padding > 0 || spread;
  const inSize = (<usize>(height * width * channels)) << 2;
  const outSize = (<usize>(outHeight * outWidth * filters)) << 2;
  const slotSize = (height + 2 * padding) * paddedWidth * groups * groupSlots;
  const together = imagesAtATime(outHeight * outWidth, batch);
  const tall = together > 1 ? outHeight : rowsAtATime(outWidth, channels + filters);
  const inside = (<usize>((paddedWidth + 1) * padding * groups * groupSlots)) << 2;
  if (moved) zeroFloats(images, together * slotSize);

  const g2 = gateAt(gate);
  const column = (<usize>(groups * groupSlots)) << 2;
  const row = <usize>paddedWidth * column;
  const partSize = (<usize>(kernel * kernel * groupChannels * filters)) << 2;
  for (let part = 0; part < parts; part++) {
    zeroFloats(scratch, sumsSize);
    const end = (batch * (part + 1)) / parts;
    for (let n = (batch * part) / parts; n < end; n += together) {
      const count = min(together, end - n);
      let input = x + <usize>n * inSize;
      if (moved) {
        let place = images + inside;
        for (let i = 0; i < count; i++) {
          if (spread) {
            placeGroups(place, input, height, width, groups, groupChannels, groupSlots, paddedWidth);
          } else {
            placeImage(place, input, height, width, channels, paddedWidth);
          }
          input += inSize;
          place += (<usize>slotSize) << 2;
        }
        input = images;
      }
      for (let r = 0; r < outHeight; r += tall) {
        addImages(
          input + <usize>(r * stride) * row,
          (<usize>slotSize) << 2,
          row,
          column,
          dy + <usize>n * outSize + ((<usize>(r * outWidth * filters)) << 2),
          scratch,
          count,
          min(tall, outHeight - r),
          outWidth,
          filters,
          kernel,
          stride,
          dilation,
          groups,
          groupSlots,
          groupFilters,
          thread,
          threads
        );
      }
    }
    unpackSums(partials, scratch, kernel * kernel, groupChannels, groupFilters, groups, g2, thread, threads);
    partials += partSize;
  }
}

/** Adds the products of *images* to the sums. A tile of 4 channels and 8 filters stays in registers over all of them. */
function addImages(
  x: usize,
  xImage: usize,
  xRow: usize,
  column: usize,
  dy: usize,
  sums: usize,
  images: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernel: i32,
  stride: i32,
  dilation: i32,
  groups: i32,
  groupSlots: i32,
  groupFilters: i32,
  thread: i32,
  threads: i32
): void {
  let tile = 0;
  const xColumn = column * <usize>stride;
  const yColumn = (<usize>filters) << 2;
  const yRow = yColumn * <usize>outWidth;
  const xNextRow = xRow * <usize>stride - xColumn * <usize>outWidth;
  const xNextImage = xImage - xRow * <usize>(stride * outHeight);
  for (let g = 0; g < groups; g++) {
    for (let f = 0; f < groupFilters; f += block) {
      const y = dy + ((<usize>(g * groupFilters + f)) << 2);
      for (let c = 0; c < groupSlots; c += slots) {
        for (let ky = 0; ky < kernel; ky++) {
          for (let kx = 0; kx < kernel; kx++) {
            if (tile++ % threads !== thread) {
              sums += 8 * vector;
              continue;
            }
            let s00 = v128.load(sums);
            let s01 = v128.load(sums, vector);
            let s10 = v128.load(sums, 2 * vector);
            let s11 = v128.load(sums, 3 * vector);
            let s20 = v128.load(sums, 4 * vector);
            let s21 = v128.load(sums, 5 * vector);
            let s30 = v128.load(sums, 6 * vector);
            let s31 = v128.load(sums, 7 * vector);
            let py = y;
            let px =
              x +
              ((<usize>(g * groupSlots + c)) << 2) +
              <usize>(ky * dilation) * xRow +
              <usize>(kx * dilation) * column;
            for (let n = images; n > 0; n--) {
              for (let r = outHeight; r > 0; r--) {
                const end = py + yRow; // not unrolled: see convolveImage
                while (py < end) {
                  const y0 = v128.load(py);
                  const y1 = v128.load(py, vector);
                  let v = v128.load32_splat(px);
                  s00 = mulAdd(s00, v, y0);
                  s01 = mulAdd(s01, v, y1);
                  v = v128.load32_splat(px, float);
                  s10 = mulAdd(s10, v, y0);
                  s11 = mulAdd(s11, v, y1);
                  v = v128.load32_splat(px, 2 * float);
                  s20 = mulAdd(s20, v, y0);
                  s21 = mulAdd(s21, v, y1);
                  v = v128.load32_splat(px, 3 * float);
                  s30 = mulAdd(s30, v, y0);
                  s31 = mulAdd(s31, v, y1);
                  px += xColumn;
                  py += yColumn;
                }
                px += xNextRow;
              }
              px += xNextImage;
            }
            v128.store(sums, s00);
            v128.store(sums, s01, vector);
            v128.store(sums, s10, 2 * vector);
            v128.store(sums, s11, 3 * vector);
            v128.store(sums, s20, 4 * vector);
            v128.store(sums, s21, 5 * vector);
            v128.store(sums, s30, 6 * vector);
            v128.store(sums, s31, 7 * vector);
            sums += 8 * vector;
          }
        }
      }
    }
  }
}

/** Writes the sums, times *factor*, as `[taps, channels, groups · filters]`; *channels* and *filters* of a group. */
function unpackSums(
  to: usize,
  sums: usize,
  taps: i32,
  channels: i32,
  filters: i32,
  groups: i32,
  factor: f32,
  thread: i32,
  threads: i32
): void {
  let tile = 0;
  for (let g = 0; g < groups; g++) {
    for (let f = 0; f < filters; f += block) {
      const usedFilters = min(block, filters - f);
      for (let c = 0; c < channels; c += slots) {
        const usedChannels = min(slots, channels - c);
        for (let tap = 0; tap < taps; tap++) {
          const own = tile++ % threads === thread;
          for (let i = 0; own && i < usedChannels; i++) {
            const place = to + ((<usize>(((tap * channels + c + i) * groups + g) * filters + f)) << 2);
            const from = sums + ((<usize>(i * block)) << 2);
            for (let j = 0; j < usedFilters; j++) {
              store<f32>(place + ((<usize>j) << 2), factor * load<f32>(from + ((<usize>j) << 2)));
            }
          }
          sums += 8 * vector;
        }
      }
    }
  }
}
