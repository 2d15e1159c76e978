/** One change of an order at a channel. Its id is made of its parts, so the same change is imported once. */
export interface ImportSubject {
  readonly connectionId: string;
  readonly externalId: string;
  readonly changeId: string;
}

export function importId({ connectionId, externalId, changeId }: ImportSubject): string {
  return [connectionId, externalId, changeId].map(encodeURIComponent).join('/');
}

export function importSubject(id: string): ImportSubject {
  const [connectionId = '', externalId = '', changeId = ''] = id.split('/').map(decodeURIComponent);
  return { connectionId, externalId, changeId };
}
