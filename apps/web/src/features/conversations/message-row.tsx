'use client';

import { CircleAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { Unfold } from '@/components/motion/unfold';
import { ReceiptCard } from '@/components/receipt/receipt-card';
import type { Message } from '@/lib/api-types';
import { useWorkspace } from '@/lib/workspace';
import { Bubble } from './bubble';
import { ReceiptStrip } from './receipt-strip';

interface MessageRowProps {
  message: Message;
  startsRun: boolean;
  agentName: string;
  contactName: string | null;
  receiptChosen: boolean;
  receiptInline: boolean;
  onChooseReceipt: () => void;
}

export function MessageRow(props: MessageRowProps) {
  const { message, startsRun, agentName, contactName, receiptChosen, receiptInline, onChooseReceipt } = props;
  const t = useTranslations('inbox.thread');
  const format = useFormatter();
  const { organization } = useWorkspace();
  const { receipt } = message;
  const name = message.author === 'contact'
    ? (contactName ?? t('customer'))
    : message.author === 'agent' ? agentName : t('person');

  return (
    <Bubble
      author={message.author}
      name={name}
      startsRun={startsRun}
      footer={(
        <>
          {message.status === 'dead' && (
            <p className="mt-1 flex items-center gap-1.5 px-1 text-xs text-danger">
              <CircleAlert className="size-3.5" aria-hidden />
              {t('dead')}
            </p>
          )}
          <div className="flex max-w-full items-center justify-end gap-x-2 px-1">
            {receipt && (
              <ReceiptStrip receipt={receipt} chosen={receiptChosen} expands={receiptInline} onChoose={onChooseReceipt} />
            )}
            <time
              dateTime={message.created_at}
              title={format.dateTime(new Date(message.created_at), { dateStyle: 'full', timeStyle: 'medium' })}
              className="figures shrink-0 py-1 text-2xs text-ink-faint"
            >
              {format.dateTime(new Date(message.created_at), { timeStyle: 'short' })}
            </time>
          </div>
          {receipt && receiptInline && (
            <Unfold open={receiptChosen}>
              <div className="w-80 max-w-full px-px pt-1 pb-3">
                <ReceiptCard receipt={receipt} currency={organization.currency} />
              </div>
            </Unfold>
          )}
        </>
      )}
    >
      {message.text}
    </Bubble>
  );
}
