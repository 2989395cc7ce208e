'use client';

import { useTranslations } from 'use-intl';
import { ConversationDrawing } from '@/components/ui/drawings';
import { FirstAgentForm } from './first-agent-form';

/** The first screen of a new organization: not a list of nothing, but the agent it came for. */
export function FirstAgent({ onCreated }: { onCreated: (conversationId: string) => void }) {
  const t = useTranslations('inbox.firstAgent');
  return (
    <div className="grid min-h-full animate-appear p-6">
      <section aria-labelledby="first-agent" className="m-auto flex w-full max-w-104 flex-col gap-5">
        <div className="flex flex-col items-center gap-3 text-center">
          <span className="text-line-strong"><ConversationDrawing /></span>
          <div>
            <h2 id="first-agent" className="text-lg font-semibold tracking-tight">{t('title')}</h2>
            <p className="mt-1 text-sm text-balance text-ink-soft">{t('body')}</p>
          </div>
        </div>
        <div className="rounded-xl border bg-raised p-5">
          <FirstAgentForm onCreated={onCreated} />
        </div>
      </section>
    </div>
  );
}
