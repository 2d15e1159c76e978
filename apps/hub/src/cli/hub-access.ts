import { demoAccess } from './data-folder';
import { WrongUse } from './outcome';

/** Where the hub is and the API key of the channel that orders are placed for. */
export interface HubAccess {
  /** Without a slash at the end. */
  readonly url: string;
  readonly key: string;
}

/**
 * Options first, then CROSSDOCK_URL and CROSSDOCK_API_KEY, then the demonstration hub of this checkout.
 * @throws {WrongUse} when one of the two is missing or the address is none
 */
export function hubAccess(
  options: { readonly url?: string; readonly key?: string },
  env: NodeJS.ProcessEnv,
): HubAccess {
  const demo = demoAccess(env);
  const url = [options.url, env.CROSSDOCK_URL, demo?.url].find((given) => given !== undefined);
  const key = [options.key, env.CROSSDOCK_API_KEY, demo?.key].find((given) => given !== undefined);
  if (url === undefined || key === undefined) {
    throw new WrongUse(
      'Which hub? Give --url and --key, or CROSSDOCK_URL and CROSSDOCK_API_KEY, or run npm start first.',
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new WrongUse(`"${url}" is not an address of a hub: it starts with http:// or https://.`);
  }
  return { url: url.replace(/\/+$/, ''), key };
}
