import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Conversas' };

export default function Page() {
  return null;
}
