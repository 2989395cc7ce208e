import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './api-types';
import { accessToken } from './auth';
import { usePreferences } from './preferences';
import { problemFromResponse } from './problem';

/** Headers of every call: who asks, and for which organization. */
export async function apiHeaders(): Promise<Record<string, string>> {
  const token = await accessToken();
  const { organizationId, locale } = usePreferences.getState();
  return {
    'Accept-Language': locale,
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(organizationId ? { 'X-Organization-Id': organizationId } : {}),
  };
}

const identify: Middleware = {
  async onRequest({ request }) {
    const headers = await apiHeaders();
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: '' });
api.use(identify);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; anything else is thrown as a Problem. */
export async function read<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (data !== undefined && response.ok) return data;
  throw problemFromResponse(response.status, error, response.headers);
}
