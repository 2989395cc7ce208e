'use client';

import { useLocale, useTranslations } from 'use-intl';
import { TierBars } from '@/components/receipt/tier-bars';
import { tierOf } from '@/components/receipt/tiers';
import { useReceiptWords } from '@/components/receipt/use-receipt-words';
import type { Receipt } from '@/lib/api-types';
import { cn } from '@/lib/cn';
import { formatCost } from '@/lib/format';

interface ReceiptStripProps {
  receipt: Receipt;
  chosen: boolean;
  /** Whether choosing unfolds the receipt below; otherwise it is shown in the panel. */
  expands: boolean;
  onChoose: () => void;
}

/** The receipt in one line, beside its reply: the tier, the intent and the cost. */
export function ReceiptStrip({ receipt, chosen, expands, onChoose }: ReceiptStripProps) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const words = useReceiptWords();
  const tier = tierOf(receipt.tier);
  const cost = receipt.cost_usd === 0 ? t('free') : receipt.cost_usd === null ? null : formatCost(locale, receipt.cost_usd);
  return (
    <button
      type="button"
      title={t(expands && chosen ? 'hide' : 'open')}
      aria-expanded={expands ? chosen : undefined}
      aria-pressed={expands ? undefined : chosen}
      className={cn(
        'figures -mx-1 my-0.5 flex min-h-6 min-w-0 items-center gap-x-1.5 rounded whitespace-nowrap px-1.5 text-2xs text-ink-soft',
        'transition-colors hover:bg-hover hover:text-ink',
        chosen && 'bg-hover text-ink',
      )}
      onClick={onChoose}
    >
      <TierBars tier={tier} />
      <span className="font-medium">
        {tier} {t(`tiers.${tier}`)}
      </span>
      <span aria-hidden>·</span>
      <span className="truncate">{receipt.local ? t('local') : words.intent(receipt.intent)}</span>
      {cost && (
        <>
          <span aria-hidden>·</span>
          <span>{cost}</span>
        </>
      )}
    </button>
  );
}
