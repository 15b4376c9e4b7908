import { configure, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import '../../test/editor';
import { renderPage } from '../../test/render';
import { api, server } from '../../test/server';
import { ActionsSlot, PageSlotsProvider } from '../../ui/Page';
import { FormatEditor } from './FormatEditor';
import type { Format } from './FormatList';

// A whole page in jsdom takes its time where several share two cores.
configure({ asyncUtilTimeout: 4000 });
vi.setConfig({ testTimeout: 20_000 });

const open = (format: Format) =>
  renderPage(
    <PageSlotsProvider>
      <ActionsSlot />
      <FormatEditor format={format} dataset={1} />
    </PageSlotsProvider>,
  );

const own = {
  id: '3',
  name: 'Clause and answer',
  category: 'Ours',
  unit: 'example' as const,
  file_name: '{dataset}.clauses.{date}.jsonl',
  description: 'A format of your own.',
  warning: null,
  built_in: false,
  template: '{"answer": {{ output | tojson }}}',
};
const line = { example_id: 1, text: '{"answer":"Tell the landlord soon."}' };

function shown() {
  server.use(
    http.post(api('/datasets/1/export/preview'), () =>
      HttpResponse.json({ lines: [line], total: 1, file_name: 'contract-clauses.raw.jsonl' }),
    ),
  );
}

test('a format that came with dsforge is kept as a copy under another name', async () => {
  shown();
  const kept: unknown[] = [];
  server.use(
    http.post(api('/export_templates'), async ({ request }) => {
      kept.push(await request.json());
      return HttpResponse.json({ ...own, id: '4' }, { status: 201 });
    }),
  );
  const format = { ...own, id: 'mlx_chat', name: 'MLX Chat', built_in: true };
  const { user } = open(format);
  expect(await screen.findByText(/cannot be changed/)).toBeVisible();
  expect(await screen.findByRole('region', { name: 'Rows as written' })).toHaveTextContent(
    'Tell the landlord soon.',
  );
  await user.click(screen.getByRole('button', { name: 'Save as my format' }));
  await waitFor(() => expect(kept).toHaveLength(1));
  expect(kept[0]).toMatchObject({ name: 'MLX Chat, mine', unit: 'example' });
});

test('a mistake in the template is said with its line, beside the editor', async () => {
  server.use(
    http.post(api('/datasets/1/export/preview'), () =>
      HttpResponse.json(
        { detail: 'the template is wrong at line 2, column 7', line: 2, column: 7 },
        { status: 400 },
      ),
    ),
  );
  open(own);
  expect(await screen.findByRole('alert')).toHaveTextContent('template line 2, column 7');
});

test('nothing can be saved before something is changed', async () => {
  shown();
  const { user } = open(own);
  const save = await screen.findByRole('button', { name: 'Save' });
  expect(save).toBeDisabled();
  await user.type(screen.getByLabelText('Name'), ' for tenants');
  expect(save).toBeEnabled();
});
