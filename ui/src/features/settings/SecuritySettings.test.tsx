import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Schema } from '../../api/schema';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { Toaster } from '../../ui/toast';
import { SecuritySettings } from './SecuritySettings';

const CODE = 'CHJP-CSV8-D5N6-PV3D-DSQQ-0WBJ-EDT7-AXKQ-C4';

let key: Schema<'KeyState'>;
let saved: unknown[];

beforeEach(() => {
  key = { epoch: 1, rotation: null };
  saved = [];
  let preferences: Schema<'Preferences'> = {
    username: 'ada',
    name: 'Ada',
    default_gen_model: null,
    default_para_model: null,
    recovery_confirmed: true,
    check_updates: false,
    ui: {},
  };
  server.use(
    http.get(api('/key'), () => HttpResponse.json(key)),
    http.get(api('/user/preferences'), () => HttpResponse.json(preferences)),
    http.put(api('/user/preferences'), async ({ request }) => {
      const change = (await request.json()) as Schema<'PreferencesInput'>;
      saved.push(change);
      preferences = { ...preferences, ...change } as Schema<'Preferences'>;
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

const open = () =>
  renderPage(
    <>
      <SecuritySettings />
      <Toaster />
    </>,
  );

/** The events of a rotation, sent when the test says so. */
function rotation() {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (opened) => {
      controller = opened;
    },
  });
  server.use(
    http.post(
      api('/key/rotate'),
      () => new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } }),
    ),
  );
  return {
    tell: (event: string, data: object) =>
      controller?.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)),
    close: () => controller?.close(),
  };
}

async function replace() {
  const { user, container } = open();
  await user.click(await screen.findByRole('button', { name: 'Replace code and key' }));
  const dialog = screen.getByRole('dialog', { name: 'Replace code and key' });
  await user.type(within(dialog).getByLabelText('Password'), 'a rent of seven sparrows');
  await user.click(within(dialog).getByRole('button', { name: 'Replace both' }));
  return { user, container };
}

describe('the key', () => {
  test('is described beside password and backup', async () => {
    const { container } = open();
    await screen.findByText(/The first one/);
    await screen.findByText(/Stored, you said/);
    expect(container).toMatchSnapshot();
  });

  test('is replaced with a new code that has to be stored before anything else', async () => {
    const { tell, close } = rotation();
    tell('recovery_code', { recovery_code: CODE });
    tell('progress', { done: 12, total: 400 });
    const { user } = await replace();
    const dialog = await screen.findByRole('dialog', { name: 'Keep this recovery code' });
    expect(within(dialog).getByText('CHJP')).toBeVisible();
    expect(await within(dialog).findByRole('progressbar')).toHaveAttribute('aria-valuenow', '12');
    expect(saved).toEqual([{ recovery_confirmed: false }]);
    await user.keyboard('{Escape}');
    expect(dialog).toBeVisible();

    key = { epoch: 2, rotation: null };
    tell('end', { finished: true, damaged: 0, detail: null });
    close();
    const done = within(dialog).getByRole('button', { name: 'Done' });
    expect(done).toBeDisabled();
    await user.click(within(dialog).getByLabelText(/I have stored it/));
    await user.click(done);
    expect(screen.queryByText('CHJP')).toBeNull();
    expect(saved).toEqual([{ recovery_confirmed: false }, { recovery_confirmed: true }]);
    expect(await screen.findByText('Everything has the new key.')).toBeVisible();
    expect(await screen.findByText(/Number 2/)).toBeVisible();
  });

  test('stays as it is after a wrong password', async () => {
    server.use(
      http.post(api('/key/rotate'), () =>
        HttpResponse.json({ detail: 'that is not your present password' }, { status: 403 }),
      ),
    );
    await replace();
    const field = screen.getByRole('dialog').querySelector('input[type=password]');
    await waitFor(() => expect(field).toHaveAccessibleDescription('That is not your password.'));
    expect(field).toHaveFocus();
    expect(saved).toEqual([]);
  });

  test('has to wait after too many tries', async () => {
    server.use(
      http.post(api('/key/rotate'), () =>
        HttpResponse.json({ detail: 'too many attempts', retry_after_s: 41 }, { status: 429 }),
      ),
    );
    await replace();
    expect(await screen.findByRole('alert')).toHaveTextContent(/41 seconds/);
    expect(screen.getByRole('button', { name: 'Replace both' })).toBeDisabled();
  });

  test('goes on being replaced when the connection breaks off', async () => {
    const { tell, close } = rotation();
    tell('recovery_code', { recovery_code: CODE });
    tell('progress', { done: 12, total: 400 });
    key = { epoch: 2, rotation: { done: 90, total: 400 } };
    const { user } = await replace();
    const dialog = await screen.findByRole('dialog', { name: 'Keep this recovery code' });
    close();
    await user.click(within(dialog).getByLabelText(/I have stored it/));
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    expect(await screen.findByText(/dsforge goes on by itself/)).toBeVisible();
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '90');
  });

  test('that could not be put everywhere says when it goes on', async () => {
    const { tell, close } = rotation();
    tell('recovery_code', { recovery_code: CODE });
    tell('end', { finished: false, damaged: 0, detail: 'The disk is full.' });
    close();
    const { user } = await replace();
    const dialog = await screen.findByRole('dialog', { name: 'Keep this recovery code' });
    await user.click(within(dialog).getByLabelText(/I have stored it/));
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    const note = await screen.findByRole('alert');
    expect(note).toHaveTextContent('The disk is full.');
    expect(note).toHaveTextContent('when you sign in the next time');
  });

  test('that is being replaced shows how far it is to somebody who comes back', async () => {
    key = { epoch: 2, rotation: { done: 150, total: 400 } };
    open();
    expect(await screen.findByRole('progressbar')).toHaveAttribute('aria-valuenow', '150');
  });
});

describe('the backup', () => {
  test('is fetched by a ticket and says what is not in it', async () => {
    const fetched = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      expect(this.getAttribute('href')).toBe('/api/backup?ticket=one-use');
    });
    const tickets: unknown[] = [];
    server.use(
      http.post(api('/tickets'), async ({ request }) => {
        tickets.push(await request.json());
        return HttpResponse.json({ ticket: 'one-use' });
      }),
    );
    const { user } = open();
    expect(await screen.findByText(/The secret file is not in it/)).toBeVisible();
    await user.click(await screen.findByRole('button', { name: 'Download a backup' }));
    await waitFor(() => expect(fetched).toHaveBeenCalledOnce());
    expect(tickets).toEqual([{ path: '/backup' }]);
  });

  test('that cannot be made says so and can be asked for again', async () => {
    server.use(
      http.post(api('/tickets'), () =>
        HttpResponse.json({ detail: 'No more randomness.' }, { status: 500 }),
      ),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Download a backup' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('No more randomness.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('the password', () => {
  async function changePassword(old: string, fresh: string) {
    const { user } = open();
    await user.type(await screen.findByLabelText('Current password'), old);
    await user.type(screen.getByLabelText('New password'), fresh);
    await user.click(screen.getByRole('button', { name: 'Change password' }));
  }

  test('is changed and the fields are empty again', async () => {
    server.use(http.put(api('/user/password'), () => new HttpResponse(null, { status: 204 })));
    await changePassword('correct horse', 'kettle harbour ninety');
    expect(await screen.findByText(/Your password is changed/)).toBeVisible();
    expect(screen.getByLabelText('Current password')).toHaveValue('');
  });

  test('that was typed wrong is said under it', async () => {
    server.use(
      http.put(api('/user/password'), () =>
        HttpResponse.json({ detail: 'That is not your current password.' }, { status: 403 }),
      ),
    );
    await changePassword('wrong', 'kettle harbour ninety');
    const field = screen.getByLabelText('Current password');
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription('That is not your current password.'),
    );
    expect(field).toHaveFocus();
  });

  test('that is too short is not sent', async () => {
    await changePassword('correct horse', 'moss');
    expect(screen.getByLabelText('New password')).toHaveAccessibleDescription(/at least 8/);
  });
});
