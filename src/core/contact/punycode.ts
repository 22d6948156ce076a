/** RFC 3492: letters of any script as ASCII. The names of the numbers are the RFC's own. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_N = 0x80;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Encodes a short text: the time it takes grows with the square of the length. */
export function punycode(text: string): string {
  const points = [...text].map((char) => char.codePointAt(0)!);
  const basic = points.filter((point) => point < FIRST_N);
  let output = String.fromCodePoint(...basic);
  if (basic.length > 0) output += '-';

  let handled = basic.length;
  let bias = FIRST_BIAS;
  let delta = 0;
  let n = FIRST_N;
  while (handled < points.length) {
    const next = smallestFrom(points, n);
    delta += (next - n) * (handled + 1);
    for (const point of points) {
      if (point < next) delta += 1;
      if (point !== next) continue;
      output += digitsOf(delta, bias);
      bias = adapted(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    n = next + 1;
  }
  return output;
}

const smallestFrom = (points: readonly number[], least: number): number =>
  points.reduce((found, point) => (point >= least && point < found ? point : found), 0x110000);

/** A number in digits whose weight depends on the bias, lowest first. */
function digitsOf(delta: number, bias: number): string {
  let digits = '';
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
    if (rest < threshold) return digits + LETTERS[rest]!;
    digits += LETTERS[threshold + ((rest - threshold) % (BASE - threshold))]!;
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
}

function adapted(delta: number, handled: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / handled);
  let k = 0;
  while (rest > ((BASE - T_MIN) * T_MAX) >> 1) {
    rest = Math.floor(rest / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
