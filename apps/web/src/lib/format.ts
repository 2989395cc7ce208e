/** Numbers, money and durations as each language writes them. Dates are formatted by use-intl where they are shown. */

export function formatPercent(locale: string, share: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

export function formatNumber(locale: string, value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

export function formatMoney(locale: string, amount: number, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
}

/**
 * What a model call costs, in US dollars. Calls cost fractions of a cent, so small amounts keep
 * two significant digits instead of rounding to nothing.
 */
export function formatCost(locale: string, usd: number): string {
  const small = Math.abs(usd) > 0 && Math.abs(usd) < 0.01;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    ...(small
      ? { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: Math.abs(usd) < 1 && usd !== 0 ? 4 : 2 }),
  }).format(usd);
}

/** A duration in milliseconds, in the largest unit that keeps it readable: 340 ms, 1,2 s. */
export function formatDuration(locale: string, ms: number): string {
  const [value, unit] = ms < 1_000 ? [Math.round(ms), 'millisecond'] : [ms / 1_000, 'second'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
}

/** How long ago, as a queue shows it: 4 min, 3 h, 2 d. Null when it is less than a minute. */
export function formatAge(locale: string, since: string, now: number): string | null {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000);
  if (minutes < 1) return null;
  const [value, unit] = minutes < 60 ? [minutes, 'minute'] : minutes < 1_440 ? [minutes / 60, 'hour'] : [minutes / 1_440, 'day'];
  const unitDisplay = unit === 'day' ? 'narrow' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 0, roundingMode: 'floor' })
    .format(value);
}

/** The share that was saved against the baseline, or null when there is nothing to compare. */
export function savedShare(cost: number | null, baseline: number | null): number | null {
  if (cost === null || baseline === null || baseline <= 0 || cost > baseline) return null;
  return 1 - cost / baseline;
}

/** A saving as a percentage that never rounds up to the whole: 99,9 % is not 100 %. */
export function formatSavedShare(locale: string, share: number): string {
  const maximumFractionDigits = share > 0.99 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits, roundingMode: 'floor' }).format(share);
}
