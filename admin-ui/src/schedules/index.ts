import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const schedules = {
  name: 'schedules',
  list: lazy(async () => ({ default: (await import('./schedule-list')).ScheduleList })),
  show: lazy(async () => ({ default: (await import('./schedule-page')).SchedulePage })),
};
