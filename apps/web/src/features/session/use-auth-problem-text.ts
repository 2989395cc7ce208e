import { useTranslations } from 'use-intl';

/** The sentence for a refusal of the auth server; its own words are English and meant for developers. */
export function useAuthProblemText(): (error: unknown) => { text: string; code: string } {
  const t = useTranslations('session.errors');
  const network = useTranslations('common.errors.by_code');
  return (error) => {
    const code = codeOf(error);
    switch (code) {
      case 'invalid_credentials':
      case 'email_not_confirmed':
      case 'user_already_exists':
      case 'weak_password':
      case 'signup_disabled':
      case 'over_request_rate_limit':
        return { text: t(code), code };
      case 'network_unreachable':
      case 'auth_0':
      case 'auth_unreachable':
        return { text: network('network_unreachable'), code: 'network_unreachable' };
      default:
        return { text: t('other'), code };
    }
  };
}

/** The auth library marks its errors; anything else was thrown before the server answered. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('__isAuthError' in error)) return 'network_unreachable';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return `auth_${'status' in error && typeof error.status === 'number' ? error.status : 'unreachable'}`;
}
