import { lazy } from 'react';

/** Loaded when somebody opens it. */
export const channels = {
  name: 'channels',
  list: lazy(async () => ({ default: (await import('./channel-list')).ChannelList })),
  create: lazy(async () => ({ default: (await import('./channel-page')).NewChannelPage })),
  edit: lazy(async () => ({ default: (await import('./channel-page')).ChannelPage })),
};
