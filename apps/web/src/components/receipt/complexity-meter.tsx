'use client';

import { useLocale, useTranslations } from 'use-intl';
import { formatNumber } from '@/lib/format';

/** The complexity from 0 to 1 as a small bar, with its number and its word. */
export function ComplexityMeter({ value }: { value: number }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const level = value < 0.25 ? 'complexityLow' : value < 0.6 ? 'complexityMedium' : 'complexityHigh';
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="h-1 w-12 overflow-hidden rounded-full bg-line">
        <span className="block h-full origin-left bg-ink-soft" style={{ transform: `scaleX(${Math.max(value, 0.03)})` }} />
      </span>
      {formatNumber(locale, value)} {t(level)}
    </span>
  );
}
