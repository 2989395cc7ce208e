'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { useTranslations } from 'use-intl';
import { Input } from '@/components/ui/input';

export function PasswordInput(props: ComponentProps<'input'>) {
  const t = useTranslations('session.fields');
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative">
      <Input {...props} type={shown ? 'text' : 'password'} className="pr-10" />
      <button
        type="button"
        aria-label={t(shown ? 'hide' : 'show')}
        aria-pressed={shown}
        className="absolute inset-y-0 right-1 my-auto grid size-7 place-items-center rounded text-ink-faint hover:text-ink"
        onClick={() => setShown(!shown)}
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </span>
  );
}
