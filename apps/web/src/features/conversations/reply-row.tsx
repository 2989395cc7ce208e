'use client';

import { useTranslations } from 'use-intl';
import { TextShimmer } from '@/components/motion/text-shimmer';
import { Bubble } from './bubble';
import type { ReplyInProgress } from './thread-state';

interface ReplyRowProps {
  reply: ReplyInProgress;
  startsRun: boolean;
  agentName: string;
}

/** A reply while the AI writes it. */
export function ReplyRow({ reply, startsRun, agentName }: ReplyRowProps) {
  const t = useTranslations('inbox.thread');
  return (
    <Bubble
      author="agent"
      name={agentName}
      startsRun={startsRun}
      footer={reply.text !== '' && (
        <p className="px-1 py-1 text-2xs">
          <TextShimmer>{t('writing', { agent: agentName })}</TextShimmer>
        </p>
      )}
    >
      {reply.text === '' ? <TextShimmer>{t('writing', { agent: agentName })}</TextShimmer> : reply.text}
      {reply.text !== '' && <span aria-hidden className="ml-0.5 inline-block h-4 w-0.5 translate-y-0.5 rounded-full bg-accent" />}
    </Bubble>
  );
}
