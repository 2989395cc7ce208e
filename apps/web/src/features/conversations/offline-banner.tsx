'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Unfold } from '@/components/motion/unfold';

export function OfflineBanner({ offline }: { offline: boolean }) {
  const t = useTranslations('common.live');
  return (
    <div role="status">
      <Unfold open={offline}>
        <p className="flex items-center justify-center gap-2 border-b border-wait-line bg-wait-soft px-3 py-1.5 text-xs text-wait">
          <WifiOff className="size-3.5 shrink-0" aria-hidden />
          {t('offline')}
        </p>
      </Unfold>
    </div>
  );
}
