'use client';

import { useTranslations } from 'use-intl';
import { useAuthProblemText } from './use-auth-problem-text';

export function SignInFailure({ error }: { error: unknown }) {
  const t = useTranslations('common.errors');
  const { text, code } = useAuthProblemText()(error);
  return (
    <p role="alert" className="mt-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
      {text}
      <span className="block text-2xs">{t('code', { code })}</span>
    </p>
  );
}
