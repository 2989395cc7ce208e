'use client';

import { useLocale, useTranslations } from 'use-intl';
import type { Receipt } from '@/lib/api-types';
import { formatCost, formatDuration, formatMoney, formatNumber, formatPercent } from '@/lib/format';
import { ComplexityMeter } from './complexity-meter';
import { ReceiptRow } from './receipt-row';
import { useReceiptWords } from './use-receipt-words';

/** Other intents are worth a line from this probability on. */
const worthMentioning = 0.1;

export function ReceiptFacts({ receipt, currency }: { receipt: Receipt; currency: string }) {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const words = useReceiptWords();
  const runnerUp = receipt.posterior.find((item) => item.intent !== receipt.intent && item.probability >= worthMentioning);
  const estimated = receipt.estimated ? t('estimated') : undefined;
  const cost = receipt.cost_usd === null
    ? t('costUnknown')
    : receipt.cost_usd === 0 ? t('free') : formatCost(locale, receipt.cost_usd);
  const atTop = receipt.baseline?.cost_usd ?? null;
  const usage = [
    t('tokensSplit', { input: formatNumber(locale, receipt.input_tokens), output: formatNumber(locale, receipt.output_tokens) }),
    receipt.cached_tokens > 0 && t('cached', { count: receipt.cached_tokens }),
    receipt.estimated && t('estimated'),
  ].filter(Boolean).join(' · ');
  const effort = [
    receipt.attempts > 1 && t('attemptsValue', { attempts: receipt.attempts }),
    receipt.fallbacks > 0 && t('fallbacks', { count: receipt.fallbacks }),
  ].filter(Boolean).join(' · ');

  return (
    <dl>
      <ReceiptRow
        label={t('intent')}
        value={words.intent(receipt.intent)}
        note={[
          t('confidence', { value: formatPercent(locale, receipt.intent_confidence) }),
          runnerUp && `${words.intent(runnerUp.intent)} ${formatPercent(locale, runnerUp.probability)}`,
        ].filter(Boolean).join(' · ')}
      />
      <ReceiptRow label={t('complexity')} value={<ComplexityMeter value={receipt.complexity} />} />
      <ReceiptRow label={t('customerValue')} value={formatMoney(locale, receipt.customer_value, currency)} />
      <ReceiptRow
        label={t('model')}
        value={receipt.local ? t('noModel') : <span className="break-all">{receipt.model}</span>}
        note={receipt.local ? undefined : receipt.provider}
      />
      {!receipt.local && (
        <ReceiptRow
          label={t('tokens')}
          value={formatNumber(locale, receipt.input_tokens + receipt.output_tokens)}
          note={usage}
        />
      )}
      <ReceiptRow label={t('cost')} value={cost} note={receipt.local ? undefined : estimated} />
      {atTop !== null && receipt.tier < 4 && (
        <ReceiptRow
          label={t('baseline')}
          value={formatCost(locale, atTop)}
          note={[receipt.baseline?.model, estimated].filter(Boolean).join(' · ')}
        />
      )}
      <ReceiptRow
        label={t('time')}
        value={formatDuration(locale, receipt.latency_ms)}
        note={receipt.local ? undefined : t('firstToken', { value: formatDuration(locale, receipt.first_token_ms) })}
      />
      {effort && !receipt.local && <ReceiptRow label={t('attempts')} value={effort} />}
    </dl>
  );
}
