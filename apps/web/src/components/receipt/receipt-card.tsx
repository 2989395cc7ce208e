'use client';

import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { Receipt } from '@/lib/api-types';
import { formatSavedShare, savedShare } from '@/lib/format';
import { LocalNotice } from './local-notice';
import { ReceiptFacts } from './receipt-facts';
import { ReceiptSources } from './receipt-sources';
import { TierLadder } from './tier-ladder';
import { useReceiptWords } from './use-receipt-words';

interface ReceiptCardProps {
  receipt: Receipt;
  /** Currency of the customer's value, ISO 4217. The model's cost is always in US dollars. */
  currency: string;
}

/** The recibo: what was understood, which tier answered, what it cost, from which sources and why. */
export function ReceiptCard({ receipt, currency }: ReceiptCardProps) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const format = useFormatter();
  const words = useReceiptWords();
  const reasons = words.reasons(receipt.reason_codes.map(String), currency);
  const saved = receipt.local ? null : savedShare(receipt.cost_usd, receipt.baseline?.cost_usd ?? null);

  return (
    <section
      aria-label={t('title')}
      className="[filter:drop-shadow(0_0_0.5px_var(--ink-faint))_drop-shadow(0_1px_2px_rgb(0_0_0/0.07))]"
    >
      <div className="torn-edge flex flex-col gap-3 rounded-t-md bg-paper px-4 pt-3 pb-5">
        <header className="flex items-baseline justify-between gap-2">
          <h3 className="text-sm font-semibold">{t('title')}</h3>
          <time dateTime={receipt.decided_at} className="figures text-2xs text-ink-faint">
            {format.dateTime(new Date(receipt.decided_at), { dateStyle: 'short', timeStyle: 'medium' })}
          </time>
        </header>
        {receipt.local && <LocalNotice />}
        <TierLadder receipt={receipt} />
        {saved !== null && saved >= 0.005 && (
          <p className="figures rounded bg-accent-soft px-2 py-1 text-center text-xs font-medium text-accent">
            {t('savedShort', { value: formatSavedShare(locale, saved) })}
          </p>
        )}
        <hr className="border-t border-dashed border-line-strong" />
        <ReceiptFacts receipt={receipt} currency={currency} />
        <hr className="border-t border-dashed border-line-strong" />
        <ReceiptSources sources={receipt.sources} />
        {reasons.length > 0 && (
          <div>
            <h4 className="mb-1 text-xs font-semibold">{t('why')}</h4>
            <ul className="flex flex-col gap-1 text-xs text-ink-soft">
              {reasons.map((reason) => (
                <li key={reason} className="flex gap-2 before:mt-2 before:size-1 before:shrink-0 before:rounded-full before:bg-line-strong">
                  {reason}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}
