/** An exact fraction in lowest terms, with a positive denominator. */
export interface Rational {
  readonly top: bigint
  readonly bottom: bigint
}

function greatestDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left < 0n ? -left : left, right < 0n ? -right : right]
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

function toLowest(top: bigint, bottom: bigint): Rational {
  const divisor = greatestDivisor(top, bottom) || 1n
  const sign = bottom < 0n ? -1n : 1n
  return { top: (sign * top) / divisor, bottom: (sign * bottom) / divisor }
}

/** Reads a finite number as the decimal that JSON text spells it with. */
export function toRational(value: number): Rational {
  if (Number.isSafeInteger(value)) return { top: BigInt(value), bottom: 1n }
  const [digits = '0', exponent = '0'] = String(value).split('e')
  const [whole = '0', fraction = ''] = digits.split('.')
  const power = BigInt(exponent) - BigInt(fraction.length)
  const scaled = BigInt(whole + fraction)
  return power >= 0n ? { top: scaled * 10n ** power, bottom: 1n } : toLowest(scaled, 10n ** -power)
}

/** Gives the double whose decimal spelling is exactly this fraction, if there is one. */
export function toExactNumber(value: Rational): number | undefined {
  const nearest = toNearestNumber(value)
  if (!Number.isFinite(nearest)) return undefined
  return compareRationals(toRational(nearest), value) === 0 ? nearest : undefined
}

function toNearestNumber({ top, bottom }: Rational): number {
  const whole = top / bottom
  const rest = top - whole * bottom
  if (rest === 0n) return Number(whole)
  const scale = 10n ** 40n
  return Number(`${((top * scale) / bottom).toString()}e-40`)
}

/** Orders two fractions: negative, zero or positive. */
export function compareRationals(left: Rational, right: Rational): number {
  const difference = left.top * right.bottom - right.top * left.bottom
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Multiplies a fraction by a whole number. */
export function timesWhole(value: Rational, factor: bigint): Rational {
  return toLowest(value.top * factor, value.bottom)
}

/** Adds two fractions. */
export function addRationals(left: Rational, right: Rational): Rational {
  return toLowest(left.top * right.bottom + right.top * left.bottom, left.bottom * right.bottom)
}

/** Divides one fraction by another. */
export function divideRationals(left: Rational, right: Rational): Rational {
  return toLowest(left.top * right.bottom, left.bottom * right.top)
}

/** Returns whether the first fraction is a whole multiple of the second. */
export function isMultipleOf(value: Rational, step: Rational): boolean {
  return (value.top * step.bottom) % (value.bottom * step.top) === 0n
}

/** Returns the same of two numbers, each taken as the decimal that JSON text spells it with. */
export function isMultiple(value: number, step: number): boolean {
  return Number.isSafeInteger(value) && Number.isSafeInteger(step)
    ? value % step === 0
    : isMultipleOf(toRational(value), toRational(step))
}

/** Gives the smallest positive common multiple of two positive fractions. */
export function leastCommonMultiple(left: Rational, right: Rational): Rational {
  const [a, b] = [left.top * right.bottom, right.top * left.bottom]
  return toLowest((a * b) / greatestDivisor(a, b), left.bottom * right.bottom)
}

/** Rounds a fraction down to a whole number. */
export function floorRational({ top, bottom }: Rational): bigint {
  const whole = top / bottom
  return top < 0n && whole * bottom !== top ? whole - 1n : whole
}

/** Rounds a fraction up to a whole number. */
export function ceilRational(value: Rational): bigint {
  return -floorRational({ top: -value.top, bottom: value.bottom })
}
