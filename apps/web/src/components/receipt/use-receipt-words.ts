'use client';

import { useLocale, useMessages, useTranslations } from 'use-intl';
import { formatMoney } from '@/lib/format';
import { explainReasons, type CueKey, type IntentKey } from './reasons';

interface ReceiptWords {
  intent: (name: string) => string;
  reasons: (codes: readonly string[], currency: string) => string[];
}

/** The words for what the router says in codes. Codes never reach the screen. */
export function useReceiptWords(): ReceiptWords {
  const t = useTranslations('receipt');
  const locale = useLocale();
  const { receipt } = useMessages();
  const isIntent = (name: string): name is IntentKey => name in receipt.intents;
  const isCue = (name: string): name is CueKey => name in receipt.cues;
  const intent = (name: string) => (isIntent(name) ? t(`intents.${name}`) : t('intents.other'));
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });

  return {
    intent,
    reasons: (codes, currency) =>
      explainReasons(codes).flatMap((reason) => {
        const known = (reason.cues ?? []).filter(isCue).map((cue) => t(`cues.${cue}`));
        if (reason.key === 'cues' && known.length === 0) return [];
        return t(`reasons.${reason.key}`, {
          intent: reason.intent ? intent(reason.intent).toLocaleLowerCase(locale) : '',
          amount: reason.amount === undefined ? '' : formatMoney(locale, reason.amount, currency),
          tier: reason.tier ?? '',
          list: list.format(reason.words ?? known),
        });
      }),
  };
}
