import { useTranslate } from 'react-admin';
import type { AuditEvent } from './records';

/** Says who did it. */
export function useActor(): (event: AuditEvent) => string {
  const translate = useTranslate();
  return ({ actor, actorName }) => {
    if (actorName !== null) return actorName;
    if (actor === 'nobody') return translate('panel.audit.nobody');
    if (actor === 'command-line') return translate('panel.audit.command_line');
    return actor.startsWith('user:') ? translate('panel.audit.somebody') : actor;
  };
}

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  order: (id) => `/orders/${id}/show`,
  'sync-job': (id) => `/sync-jobs/${id}/show`,
  connection: (id) => `/connections/${encodeURIComponent(id)}/show`,
  channel: (id) => `/channels/${encodeURIComponent(id)}`,
  schedule: (id) => `/schedules/${encodeURIComponent(id)}/show`,
  'webhook-delivery': (id) => `/webhook-deliveries/${id}/show`,
  'error-group': (id) => `/error-groups/${id}/show`,
};

/** The page about what an event is about; null where there is none. */
export function pageOfSubject({ subjectType, subjectId }: AuditEvent): string | null {
  return PAGES[subjectType]?.(subjectId) ?? null;
}
