'use client';

import { useTranslations } from 'use-intl';
import { TextShimmer } from '@/components/motion/text-shimmer';
import { Bubble } from './bubble';

export function ThinkingRow({ agentName }: { agentName: string }) {
  const t = useTranslations('inbox.thread');
  return (
    <Bubble author="agent" name={agentName} startsRun isNew>
      <TextShimmer>{t('thinking')}</TextShimmer>
    </Bubble>
  );
}
