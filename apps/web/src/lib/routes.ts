export const routes = {
  home: '/',
  signIn: '/sign-in/',
  signUp: '/sign-in/?mode=sign-up',
  conversations: '/conversations/',
  settings: '/settings/',
} as const;

/** Address of one conversation; the other parameters of the current view are kept. */
export function conversationUrl(id: string | null, current?: URLSearchParams): string {
  const params = new URLSearchParams(current);
  if (id) params.set('id', id);
  else params.delete('id');
  const query = params.toString();
  return query ? `${routes.conversations}?${query}` : routes.conversations;
}
