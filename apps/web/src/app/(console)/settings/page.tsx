import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Ajustes' };

export default function Page() {
  return null;
}
