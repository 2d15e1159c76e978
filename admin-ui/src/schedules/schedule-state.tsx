import type { JSX } from 'react';
import { useWords } from '../i18n/words';
import { StatusChip } from '../status/status-chip';
import type { Tone } from '../status/tone';
import type { ScheduleRun, ScheduleState } from './records';

const TONE: Readonly<Record<ScheduleState | ScheduleRun['outcome'], Tone>> = {
  waiting: 'neutral',
  running: 'busy',
  failed: 'bad',
  done: 'good',
  abandoned: 'warning',
};

export function ScheduleStateChip({ state }: { readonly state: keyof typeof TONE }): JSX.Element {
  return <StatusChip tone={TONE[state]} text={useWords()('schedule_state', state)} />;
}
