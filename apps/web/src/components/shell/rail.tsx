'use client';

import { Keyboard, MessagesSquare, Settings, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Hint } from '@/components/ui/hint';
import { cn } from '@/lib/cn';
import { routes } from '@/lib/routes';
import { Mark } from './mark';

const pages: readonly { href: string; key: 'conversations' | 'settings'; icon: LucideIcon }[] = [
  { href: routes.conversations, key: 'conversations', icon: MessagesSquare },
  { href: routes.settings, key: 'settings', icon: Settings },
];

const look = 'grid size-10 place-items-center rounded-lg transition-colors';
const idle = 'text-ink-soft hover:bg-hover hover:text-ink';

export function Rail({ onHelp }: { onHelp: () => void }) {
  const t = useTranslations('common.nav');
  const path = usePathname();
  return (
    <nav
      aria-label={t('label')}
      className="flex h-14 shrink-0 items-center justify-around border-t bg-sunken pb-[env(safe-area-inset-bottom)] sm:h-full sm:w-14
        sm:flex-col sm:justify-start sm:gap-1 sm:border-t-0 sm:border-r sm:py-3"
    >
      <Mark className="mb-3 hidden size-7 text-accent sm:block" />
      {pages.map(({ href, key, icon: Icon }) => {
        const active = path === href;
        return (
          <Hint key={key} text={t(key)} side="right">
            <Link
              href={href}
              aria-label={t(key)}
              aria-current={active ? 'page' : undefined}
              className={cn(look, active ? 'bg-accent-soft text-accent' : idle)}
            >
              <Icon className="size-5" strokeWidth={1.75} aria-hidden />
            </Link>
          </Hint>
        );
      })}
      <Hint text={t('shortcuts')} keys="?" side="right">
        <button type="button" aria-label={t('shortcuts')} className={cn(look, idle, 'hidden sm:mt-auto sm:grid')} onClick={onHelp}>
          <Keyboard className="size-5" strokeWidth={1.75} aria-hidden />
        </button>
      </Hint>
    </nav>
  );
}
