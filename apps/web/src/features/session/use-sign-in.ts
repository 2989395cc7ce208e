'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { authClient } from '@/lib/auth';
import { routes } from '@/lib/routes';
import type { Credentials, SignInMode } from './credentials';

export interface SignInResult {
  /** True when the account exists but its e-mail must be confirmed first. */
  confirmEmail: boolean;
}

/** Signs in, or creates the account; goes to the conversations once there is a session. */
export function useSignIn(mode: SignInMode) {
  const router = useRouter();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials): Promise<SignInResult> => {
      const auth = await authClient();
      const { data, error } = mode === 'sign-in'
        ? await auth.signInWithPassword(credentials)
        : await auth.signUp(credentials);
      if (error) throw error;
      return { confirmEmail: data.session === null };
    },
    onSuccess: ({ confirmEmail }) => {
      if (confirmEmail) return;
      queryClient.clear();
      router.replace(routes.conversations);
    },
  });
}
