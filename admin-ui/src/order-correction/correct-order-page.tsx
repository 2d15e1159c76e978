import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useParams } from 'react-router-dom';
import { dataProvider } from '../data/data-provider';
import { hub } from '../hub/hub';
import type { SyncJobRow } from '../hub/records';
import { Failed, LoadingPage } from '../page/states';
import { CorrectionView } from './correction-view';
import type { CorrectedOrder } from './records';

interface Loaded {
  readonly order: CorrectedOrder;
  /** The job that waits for the correction. */
  readonly failed: SyncJobRow | null;
}

/** Corrects an order for the steps that are still to come. */
export function CorrectOrderPage(): JSX.Element {
  const { id = '' } = useParams();
  const { data, error } = useQuery<Loaded>({
    queryKey: ['order-corrections', id],
    queryFn: async () => {
      const [order, jobs] = await Promise.all([
        hub.get<CorrectedOrder>(`/orders/${encodeURIComponent(id)}/corrections`),
        dataProvider.jobsOfOrder(id),
      ]);
      return { order, failed: jobs.find(({ state, flow }) => state === 'dead' && flow === 'order-fulfilment') ?? null };
    },
    // What is being typed is not taken away by what others do; the hub says when it was corrected meanwhile.
    refetchOnWindowFocus: false,
  });
  if (data === undefined) return error === null ? <LoadingPage /> : <Failed error={error} />;
  return <CorrectionView key={data.order.version} id={id} order={data.order} failed={data.failed} />;
}
