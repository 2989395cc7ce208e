'use client';

import { useTranslations } from 'use-intl';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { keys } from '@/lib/keys';

const groups = [
  { title: 'groupList', items: ['next', 'previous', 'open', 'search', 'new'] },
  { title: 'groupThread', items: ['reply', 'takeOver', 'handBack', 'finish', 'context', 'back'] },
  { title: 'groupGeneral', items: ['help'] },
] as const;

export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('common.shortcuts');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} body={t('hint')}>
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-xs font-semibold text-ink-soft">{t(group.title)}</h3>
            <dl>
              {group.items.map((item) => (
                <div key={item} className="flex h-8 items-center justify-between border-b text-sm last:border-0">
                  <dt>{t(item)}</dt>
                  <dd>
                    <Kbd>{keys[item]}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
