'use client';

import { useTranslations } from 'use-intl';
import { ConversationDrawing } from '@/components/ui/drawings';
import { EmptyState } from '@/components/ui/empty-state';

export function ThreadEmpty({ agentName }: { agentName: string }) {
  const t = useTranslations('inbox.empty');
  return (
    <div className="m-auto">
      <EmptyState drawing={<ConversationDrawing />} title={t('threadTitle')} body={t('threadBody', { agent: agentName })} />
    </div>
  );
}
