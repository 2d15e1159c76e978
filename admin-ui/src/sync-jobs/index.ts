import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const syncJobs = {
  name: 'sync-jobs',
  list: lazy(async () => ({ default: (await import('./sync-job-list')).SyncJobList })),
  show: lazy(async () => ({ default: (await import('./sync-job-page')).SyncJobPage })),
};
