import { HubClient } from './hub-client';

/** The hub that this page came from. */
export const hub = new HubClient();
