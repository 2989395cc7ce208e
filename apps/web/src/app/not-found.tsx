import { NotFoundLater } from '@/components/shell/not-found-later';

export default function Page() {
  return <NotFoundLater />;
}
