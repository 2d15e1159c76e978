import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { JSX } from 'react';
import { AdminContext, Notification } from 'react-admin';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { useMayAct } from '../access/rights';
import { dataProvider } from '../data/data-provider';
import { HubError } from '../hub/hub-error';
import type { Order } from '../hub/records';
import { i18nProvider } from '../i18n/i18n-provider';
import { HoldButtons } from './hold-buttons';

let act: MockInstance<typeof dataProvider.act>;

beforeEach(() => {
  act = vi.spyOn(dataProvider, 'act').mockResolvedValue({});
});
afterEach(cleanup);

function Ready(): JSX.Element | null {
  return useMayAct() ? <p>may act</p> : null;
}

async function show(part: Partial<Order>): Promise<void> {
  const order = { id: 'o1', externalId: '1001', status: 'accepted', cancellation: null, hold: null, ...part } as Order;
  const authProvider = {
    login: () => Promise.resolve(),
    logout: () => Promise.resolve(),
    checkAuth: () => Promise.resolve(),
    checkError: () => Promise.resolve(),
    getPermissions: () => Promise.resolve('operator'),
  };
  render(
    <AdminContext i18nProvider={i18nProvider} authProvider={authProvider}>
      <HoldButtons order={order} />
      <Ready />
      <Notification />
    </AdminContext>,
  );
  // Before that no button is shown to anybody.
  await screen.findByText('may act');
}

const held = { since: '2026-11-26T10:00:00Z', reason: 'fraud check' };

describe('holding an order', () => {
  it('asks why, and can be undone', async () => {
    await show({});
    fireEvent.click(await screen.findByRole('button', { name: 'Hold' }));
    fireEvent.change(screen.getByLabelText(/Reason/), { target: { value: 'fraud check' } });
    fireEvent.click(screen.getByRole('button', { name: 'Hold' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => {
      expect(act.mock.calls).toEqual([
        ['orders', 'o1', 'hold', { reason: 'fraud check' }],
        ['orders', 'o1', 'release'],
      ]);
    });
  });

  it('is released at once, and undone with the reason it had', async () => {
    await show({ hold: held });
    fireEvent.click(await screen.findByRole('button', { name: 'Release' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => {
      expect(act.mock.calls).toEqual([
        ['orders', 'o1', 'release'],
        ['orders', 'o1', 'hold', { reason: 'fraud check' }],
      ]);
    });
  });

  it('says why the hub refused to release', async () => {
    act.mockRejectedValue(new HubError('It was cancelled meanwhile.', 409, 'action-refused'));
    await show({ hold: held });
    fireEvent.click(await screen.findByRole('button', { name: 'Release' }));
    expect(await screen.findByText('It was cancelled meanwhile.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it.each([
    ['of an order that is gone', { status: 'shipped' }],
    ['of an order that is being cancelled', { cancellation: { state: 'requested', reason: 'buyer' } }],
  ] as const)('is not offered %s', async (_, part) => {
    await show(part);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
