import { useTranslate } from 'react-admin';

/** Catalogues of words that the hub uses, by the name of their part in the catalogue. */
type Vocabulary =
  | 'order_status'
  | 'job_state'
  | 'connection_state'
  | 'category'
  | 'flow'
  | 'step'
  | 'shipment_state'
  | 'payment_state'
  | 'document'
  | 'error_class'
  | 'role'
  | 'cancellation'
  | 'port'
  | 'schedule_name'
  | 'schedule_state'
  | 'received_state'
  | 'received_event'
  | 'role_does'
  | 'api_right'
  | 'audit_subject'
  | 'audit_action'
  | 'decision_name'
  | 'decision_does'
  | 'decision_state'
  | 'decision_subject'
  | 'decision_table'
  | 'decision_column';

/** Says a word of the hub in the person's language; a word that is not in the catalogue is shown as it is. */
export function useWords(): (vocabulary: Vocabulary, word: string) => string {
  const translate = useTranslate();
  return (vocabulary, word) => translate(`panel.${vocabulary}.${word}`, { _: word });
}

/** What went wrong, in the person's language where the catalogue has it, else as the hub said it. */
export function useErrorText(): (error: unknown) => string {
  const translate = useTranslate();
  return (error) => {
    if (!(error instanceof Error)) return translate('ra.notification.http_error');
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    return translate(`panel.problem.${code}`, { _: translate(error.message, { _: error.message }) });
  };
}
