import { HomeRedirect } from '@/features/session/home-redirect';

export default function Page() {
  return <HomeRedirect />;
}
