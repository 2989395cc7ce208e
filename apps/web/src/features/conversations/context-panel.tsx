'use client';

import { useTranslations } from 'use-intl';
import { ReceiptCard } from '@/components/receipt/receipt-card';
import { ReceiptDrawing } from '@/components/ui/drawings';
import { EmptyState } from '@/components/ui/empty-state';
import type { Conversation, Message } from '@/lib/api-types';
import { cn } from '@/lib/cn';
import { useWorkspace } from '@/lib/workspace';
import { ContactFacts } from './contact-facts';

interface ContextPanelProps {
  conversation: Conversation;
  reply: Message | null;
  isLatest: boolean;
  className?: string;
}

/** Who the customer is, and the receipt of the reply that is looked at. */
export function ContextPanel({ conversation, reply, isLatest, className }: ContextPanelProps) {
  const t = useTranslations('inbox');
  const { organization } = useWorkspace();
  return (
    <aside
      aria-label={t('context.label')}
      // The keyboard must be able to scroll it.
      tabIndex={0}
      className={cn('scroll-quiet flex flex-col gap-5 overflow-y-auto bg-sunken p-4 -outline-offset-2', className)}
    >
      <ContactFacts conversation={conversation} />
      {reply?.receipt
        ? (
          <div>
            <h3 className="mb-2 text-xs font-medium text-ink-soft">{t(isLatest ? 'context.latest' : 'context.selected')}</h3>
            <ReceiptCard key={reply.id} receipt={reply.receipt} currency={organization.currency} />
          </div>
        )
        : <EmptyState drawing={<ReceiptDrawing />} title={t('empty.receiptTitle')} body={t('empty.receiptBody')} />}
    </aside>
  );
}
