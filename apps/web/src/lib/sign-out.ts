import type { QueryClient } from '@tanstack/react-query';
import { authClient } from './auth';
import { useDrafts } from './drafts';
import { usePreferences } from './preferences';

/** Ends the session here and forgets what this person saw and wrote. Works without the server too. */
export async function signOut(queryClient: QueryClient): Promise<void> {
  const auth = await authClient();
  await auth.signOut({ scope: 'local' });
  useDrafts.getState().forgetAll();
  usePreferences.getState().setOrganization(null);
  queryClient.clear();
}
