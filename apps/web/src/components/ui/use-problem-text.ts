import { useTranslations } from 'use-intl';
import { toProblem } from '@/lib/problem';

/** The sentence for a failure, in the language of the page. The API's own detail is English and is not shown. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations('common.errors.by_code');
  return (error) => {
    const { code, status } = toProblem(error);
    switch (code) {
      case 'network_unreachable':
      case 'unauthorized':
      case 'forbidden':
      case 'not_found':
      case 'rate_limited':
      case 'server_error':
      case 'conversation_owned_by_bot':
      case 'version_conflict':
      case 'conflict':
      case 'validation_failed':
      case 'unexpected':
        return t(code);
      default:
        return t(status >= 500 ? 'server_error' : status === 404 ? 'not_found' : status === 403 ? 'forbidden' : 'other');
    }
  };
}
