import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { AdminContext } from 'react-admin';
import { afterEach, describe, expect, it } from 'vitest';
import { HubError } from '../hub/hub-error';
import { i18nProvider } from '../i18n/i18n-provider';
import { ActionButton, type Action } from './action-button';
import type { Answers } from './action-dialog';

afterEach(cleanup);

function show(run: Action['run']): void {
  const reason = { name: 'reason', label: 'Why', isRequired: true, maxLength: 500 };
  const action = { label: 'Skip', title: 'Skip it?', text: 'It is left out.', done: 'Skipped', fields: [reason], run };
  render(
    <AdminContext i18nProvider={i18nProvider}>
      <ActionButton action={action} />
    </AdminContext>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Skip' }));
}

function confirm(reason: string): void {
  fireEvent.change(screen.getByLabelText(/Why/), { target: { value: reason } });
  fireEvent.click(screen.getByRole('button', { name: 'Skip' }));
}

describe('a button that acts', () => {
  it('does nothing before the person has confirmed', () => {
    const given: Answers[] = [];
    show((answers) => Promise.resolve(given.push(answers)));
    expect(screen.getByRole('dialog', { name: 'Skip it?' })).toBeDefined();
    expect(given).toEqual([]);
  });

  it('hands over what was typed, without blanks around it', async () => {
    const given: Answers[] = [];
    show((answers) => Promise.resolve(given.push(answers)));
    confirm('  done by hand ');
    await waitFor(() => {
      expect(given).toEqual([{ reason: 'done by hand' }]);
    });
  });

  it('closes when it is done', async () => {
    show(() => Promise.resolve());
    confirm('done by hand');
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
  });

  it('says why the hub refused and lets the person try again', async () => {
    show(() => Promise.reject(new HubError('A job that is done cannot be skipped.', 409, 'action-refused')));
    confirm('done by hand');
    expect((await screen.findByRole('alert')).textContent).toContain('A job that is done cannot be skipped.');
    expect(screen.getByRole('dialog')).toBeDefined();
  });
});
