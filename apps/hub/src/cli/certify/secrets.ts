const SHORTEST_SECRET = 4;

/** Takes every text of the credentials out of a text. */
export function withoutSecrets(credentials: unknown): (text: string) => string {
  const secrets = textsIn(credentials)
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((first, second) => second.length - first.length);
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
