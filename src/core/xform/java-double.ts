/** `Double.toString` of Java: always a fraction, and an exponent from 10^7 on and below 10^-3. */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';

  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return withFraction(String(value));
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${withFraction(digits)}E${Number(exponent)}`;
}

const withFraction = (digits: string): string => (digits.includes('.') ? digits : `${digits}.0`);
