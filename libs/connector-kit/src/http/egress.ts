import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { ConfigurationError } from '../errors/connector-error';
import { HTTP_ERROR_CODES } from './http-error-codes';

// Addresses that are not on the public internet, or lead back to one's own machines: IANA special-purpose registries
// (RFC 6890 and later), and the metadata service of Azure, which has a public address.
const CLOSED_IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // unspecified, "this network"
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure
  ['169.254.0.0', 16], // link-local and metadata
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
// Of IPv6 only global unicast (2000::/3) is let through, without the ranges that carry an IPv4 address inside.
const OPEN_IPV6 = blockList([['2000::', 3]], 'ipv6');
const CLOSED_IPV6 = blockList(
  [
    ['2001::', 23], // Teredo and other protocol assignments
    ['2001:db8::', 32],
    ['2002::', 16], // 6to4
    ['3fff::', 20],
  ],
  'ipv6',
);
const CLOSED = blockList(CLOSED_IPV4, 'ipv4');

const CONNECT_TIMEOUT_MS = 10_000;

function blockList(ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
}

/** True for an address on the public internet. IPv4-mapped IPv6 addresses are not public: nobody needs them. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !CLOSED.check(address, 'ipv4');
    case 6:
      return OPEN_IPV6.check(address, 'ipv6') && !CLOSED_IPV6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** The same text for every cause, so that nobody can map a network by trying addresses. */
export function privateAddressRefused(): ConfigurationError {
  return new ConfigurationError({
    code: HTTP_ERROR_CODES.privateAddress,
    summary: 'The address of the connection is not on the public internet.',
    fix: 'Correct the address, or let an administrator allow private addresses for this connection.',
  });
}

/** @throws {ConfigurationError} unless it is an http(s) address without user name and password in it */
export function checkedBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (url === null || !usable) {
    throw new ConfigurationError({
      code: HTTP_ERROR_CODES.addressInvalid,
      summary: 'The address of the connection is not a web address (http or https, without user name and password).',
      fix: 'Correct the address in the settings of the connection.',
      field: 'baseUrl',
    });
  }
  return url;
}

/** Connects only where the connection may. The address that was checked is the address that is connected to. */
export function guardedConnector(allowPrivateAddresses: boolean): buildConnector.connector {
  if (allowPrivateAddresses) return buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  const guarded = { timeout: CONNECT_TIMEOUT_MS, lookup: publicLookup };
  const connect = buildConnector(guarded);
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    // The system does not look up a literal address, so the guard in the look-up would not see it.
    if (isIP(host) !== 0 && !isPublicAddress(host)) callback(privateAddressRefused(), null);
    else connect(target, callback);
  };
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) {
      callback(error, '');
      return;
    }
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
      callback(privateAddressRefused(), '');
      return;
    }
    if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
