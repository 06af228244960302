// A ThumbHash (https://evanw.github.io/thumbhash) as a picture: two dozen bytes that tell roughly what will be seen.
// Three channels, each an average and a few cosine waves: lightness, yellow against blue, red against green.

const SIDE = 32; // pixels on the longer side; stretching smooths them

/** From base64 to the data: URL of a BMP, which needs no compression and no checksums. The shop's have no alpha. */
export function thumbHashToDataURL(base64) {
  const hash = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bitmap(decoded(hash))))}`;
}

/** The one colour it comes to, such as "rgb(120 80 40)". */
export function thumbHashToColor(base64) {
  const [first, second, third] = Array.from(atob(base64), (character) => character.charCodeAt(0));
  const averages = first | (second << 8) | (third << 16);
  const [l, p, q] = [(averages & 63) / 63, ((averages >> 6) & 63) / 31.5 - 1, ((averages >> 12) & 63) / 31.5 - 1];
  return `rgb(${rgb(l, p, q).map((part) => Math.round(255 * Math.min(1, Math.max(0, part)))).join(" ")})`;
}

/** Its width, height, and `color(x, y)`: red, green and blue of a pixel, about 0 to 1. */
function decoded(hash) {
  const averages = hash[0] | (hash[1] << 8) | (hash[2] << 16);
  const scales = hash[3] | (hash[4] << 8);
  const [long, short, landscape] = [7, scales & 7, scales >> 15];
  const [across, down] = landscape ? [long, short] : [short, long];
  const width = Math.round(SIDE * Math.min(1, across / down));
  const height = Math.round(SIDE * Math.min(1, down / across));
  const [alongX, alongY] = [cosines(width), cosines(height)];
  let read = 10; // half bytes: the waves come after the five bytes above, channel by channel

  function channel(average, wide, high, scale) {
    const waves = [];
    for (let y = 0; y < high; y++) {
      for (let x = y ? 0 : 1; x * high < wide * (high - y); x++, read++) {
        const strength = (hash[read >> 1] >> (4 * (read & 1))) & 15;
        waves.push([alongX[x], alongY[y], 2 * scale * (strength / 7.5 - 1)]);
      }
    }
    return (x, y) => waves.reduce((sum, [inX, inY, strength]) => sum + strength * inX[x] * inY[y], average);
  }

  const light = channel((averages & 63) / 63, Math.max(3, across), Math.max(3, down), ((averages >> 18) & 31) / 31);
  const yellow = channel(((averages >> 6) & 63) / 31.5 - 1, 3, 3, (1.25 * ((scales >> 3) & 63)) / 63);
  const red = channel(((averages >> 12) & 63) / 31.5 - 1, 3, 3, (1.25 * ((scales >> 9) & 63)) / 63);

  function color(x, y) {
    return rgb(light(x, y), yellow(x, y), red(x, y));
  }
  return { width, height, color };
}

/** From lightness, yellow against blue and red against green. */
function rgb(l, p, q) {
  const b = l - (2 / 3) * p;
  const r = (3 * l - b + q) / 2;
  return [r, r - q, b];
}

/** The seven waves a channel can have over so many pixels. */
function cosines(length) {
  const wave = (count) => Array.from({ length }, (_, at) => Math.cos((Math.PI / length) * count * (at + 0.5)));
  return Array.from({ length: 7 }, (_, count) => wave(count));
}

/** The bytes of a BMP of 24 bits a pixel: blue, green, red, from the bottom up, in rows of whole words. */
function bitmap({ width, height, color }) {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8ClampedArray(54 + row * height);
  const header = new DataView(bytes.buffer);
  header.setUint16(0, 0x424d); // BM
  [bytes.length, 0, 54, 40, width, height].forEach((value, at) => header.setUint32(2 + 4 * at, value, true));
  header.setUint32(26, 1 | (24 << 16), true); // one plane, bits a pixel
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = color(x, y);
      bytes.set([255 * b, 255 * g, 255 * r], 54 + row * (height - 1 - y) + 3 * x);
    }
  }
  return bytes;
}
