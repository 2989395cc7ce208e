'use client';

import { useTranslations } from 'use-intl';
import { TierLadder } from '@/components/receipt/tier-ladder';
import { ReceiptRow } from '@/components/receipt/receipt-row';
import { OwnerMark } from '@/components/ui/owner-mark';

/** Beside the sign-in: what the product does, shown by one example instead of told. */
export function Pitch() {
  const t = useTranslations('session.pitch');
  const receipt = useTranslations('receipt');
  return (
    <aside className="hidden border-l bg-sunken lg:grid">
      <figure className="m-auto flex w-full max-w-112 flex-col gap-4 p-10">
        <p className="max-w-[80%] self-start rounded-2xl rounded-tl-sm border bg-surface px-4 py-2.5">{t('question')}</p>
        <div className="flex max-w-[92%] gap-2.5 self-end">
          <p className="rounded-2xl rounded-tr-sm bg-accent-soft px-4 py-2.5">{t('answer')}</p>
          <OwnerMark owner="bot" className="mt-1 size-7" />
        </div>
        <div className="w-96 self-end pr-9.5 [filter:drop-shadow(0_0_0.5px_var(--ink-faint))_drop-shadow(0_6px_16px_rgb(0_0_0/0.08))]">
          <div className="torn-edge flex flex-col gap-3 rounded-t-md bg-paper px-4 pt-3 pb-5">
            <p className="flex items-baseline justify-between">
              <span className="text-sm font-semibold">{receipt('title')}</span>
              <span className="text-2xs text-ink-faint">{t('example')}</span>
            </p>
            <TierLadder
              receipt={{ tier: 1, tier_cap: 4, cost_usd: 0.0000124, local: false, baseline: { model: '', cost_usd: 0.0119 } }}
            />
            <dl>
              <ReceiptRow label={receipt('intent')} value={receipt('intents.faq')} />
              <ReceiptRow label={receipt('sources')} value={t('source')} />
            </dl>
          </div>
        </div>
        <figcaption className="mt-2 self-end pr-9.5 text-right text-lg font-semibold tracking-tight">{t('caption')}</figcaption>
      </figure>
    </aside>
  );
}
