'use client';

import type { FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { inputLook } from '@/components/ui/input';
import { cn } from '@/lib/cn';

interface HandBackDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSubmit: (note: string) => void;
}

export function HandBackDialog({ open, onOpenChange, onSubmit }: HandBackDialogProps) {
  const t = useTranslations('inbox.handBackDialog');
  const cancel = useTranslations('common.actions')('cancel');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = new FormData(event.currentTarget).get('note');
    onSubmit(typeof note === 'string' ? note.trim() : '');
    onOpenChange(false);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} body={t('body')}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t('note')} aside={t('optional')}>
          {(control) => (
            <textarea
              {...control}
              name="note"
              rows={3}
              maxLength={1000}
              placeholder={t('placeholder')}
              className={cn(inputLook, 'resize-none py-2')}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button tone="bare" onClick={() => onOpenChange(false)}>{cancel}</Button>
          <Button type="submit" tone="primary">{t('submit')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
