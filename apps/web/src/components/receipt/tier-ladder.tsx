'use client';

import { Lock } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import type { Receipt } from '@/lib/api-types';
import { cn } from '@/lib/cn';
import { formatCost } from '@/lib/format';
import { tierOf, tiersFromTop } from './tiers';

type LadderFacts = Pick<Receipt, 'tier' | 'tier_cap' | 'cost_usd' | 'baseline' | 'local'>;

/** The four tiers as a ladder: the chosen rung is lit and carries what was paid, the top one what it would have cost. */
export function TierLadder({ receipt }: { receipt: LadderFacts }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const chosen = tierOf(receipt.tier);
  const cap = receipt.tier_cap;
  const atTop = receipt.baseline?.cost_usd ?? null;

  const paid = receipt.local || receipt.cost_usd === 0
    ? t('free')
    : receipt.cost_usd === null ? null : formatCost(locale, receipt.cost_usd);

  return (
    <ol aria-label={t('ladder.label', { tier: chosen, name: t(`tiers.${chosen}`) })} className="flex flex-col gap-1">
      {tiersFromTop.map(({ tier, icon: Icon, lit, reach }) => {
        const isChosen = tier === chosen;
        const isAboveCap = tier > cap;
        return (
          <li key={tier} aria-current={isChosen ? 'true' : undefined} className="flex items-center gap-2">
            <span
              className={cn(
                'figures flex h-6.5 items-center gap-2 rounded px-2 text-xs',
                reach,
                isChosen ? cn(lit, 'font-semibold') : 'border border-line text-ink-faint',
                isAboveCap && 'border-dashed',
              )}
            >
              <span className="w-2">{tier}</span>
              <Icon className="size-3.5 shrink-0" aria-hidden />
              {t(`tiers.${tier}`)}
              {isAboveCap && <Lock className="ml-auto size-3 shrink-0" role="img" aria-label={t('ladder.aboveCap')} />}
            </span>
            <span className="figures min-w-0 flex-1 text-right text-xs">
              {isChosen && paid && <span className="font-semibold">{paid}</span>}
              {!isChosen && tier === 4 && atTop !== null && (
                <span className="text-ink-faint line-through decoration-line-strong" title={t('baseline')}>
                  {formatCost(locale, atTop)}
                </span>
              )}
              {!isChosen && tier === cap && cap < 4 && <span className="text-2xs text-ink-faint">{t('ladder.cap')}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
