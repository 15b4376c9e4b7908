import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { renderDatasetPage } from '../../test/dataset-page';
import { api, server } from '../../test/server';
import { ImportPage } from './ImportPage';

const row = (question: string, answer: string) => ({
  row: 1,
  messages: [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ],
  tools: [],
  alternatives: [],
  rating: 4,
  tags: ['deposit'],
  extra: ['page'],
});
const report = {
  dry_run: true,
  file: 'JSON Lines',
  format: { id: 'chat', name: 'Chat messages' },
  columns: [
    { name: 'messages', target: 'conversation' },
    { name: 'page', target: null },
  ],
  lacks: null,
  rows: 12,
  fit: 10,
  duplicates: 1,
  bad: 1,
  errors: [{ row: 3, detail: 'it has no answer' }],
  preview: [row('What is a deposit?', 'Money the landlord holds.')],
  imported: 0,
  change_id: null,
};

let asked: Record<string, string>[];
let looked: object;

beforeEach(() => {
  asked = [];
  looked = report;
  server.use(
    http.get(api('/datasets/1'), () => HttpResponse.json({ id: 1, name: 'contract-clauses' })),
    http.get(api('/import_formats'), () =>
      HttpResponse.json([report.format, { id: 'columns', name: 'Columns' }]),
    ),
    http.get(api('/datasets/1/import'), () => new HttpResponse('')),
    http.post(api('/datasets/1/import'), ({ request }) => {
      const query = Object.fromEntries(new URL(request.url).searchParams);
      asked.push(query);
      if (query.dry_run === 'true') return HttpResponse.json(looked);
      return HttpResponse.json({ ...report, dry_run: false, imported: 10, change_id: 7 });
    }),
  );
});

const file = new File(['{"messages":[]}\n'], 'clauses.jsonl');

async function open() {
  const page = renderDatasetPage('import', <ImportPage />);
  await page.user.upload(await screen.findByLabelText('File to import'), file);
  return page;
}

describe('the import', () => {
  test('shows what the file is and what becomes of it before anything is added', async () => {
    await open();
    expect(await screen.findByRole('heading', { name: 'clauses.jsonl' })).toBeVisible();
    const columns = screen.getByRole('region', { name: 'Columns' });
    expect(within(columns).getByText('Conversation')).toBeVisible();
    expect(within(columns).getByText('Kept as it is')).toBeVisible();
    const first = screen.getByRole('article', { name: 'Row 1' });
    expect(first).toHaveTextContent('Money the landlord holds.');
    expect(first).toHaveTextContent('Rated 4 of 5');
    expect(screen.getByText('it has no answer')).toBeVisible();
    expect(asked).toEqual([{ dry_run: 'true' }]);
  });

  test('waits until the bad row may be left out, and then imports and offers to take it back', async () => {
    const undone: unknown[] = [];
    server.use(
      http.post(api('/datasets/1/undo'), async ({ request }) => {
        undone.push(await request.json());
        return HttpResponse.json({ change_id: 7, summary: 'Taken back: 10 examples imported' });
      }),
    );
    const { user, address } = await open();
    const start = await screen.findByRole('button', { name: 'Import 10 examples' });
    expect(start).toBeDisabled();
    await user.click(screen.getByRole('checkbox', { name: /Leave out 1 of 12 rows/ }));
    await user.click(screen.getByRole('checkbox', { name: /Also add 1 row/ }));
    await user.click(screen.getByRole('button', { name: 'Import 11 examples' }));
    await waitFor(() => expect(address()).toBe('/d/1/examples'));
    expect(asked.at(-1)).toEqual({ on_error: 'skip', duplicates: 'keep' });
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Taken back: 10 examples imported')).toBeVisible();
    expect(undone).toEqual([{ change_id: 7 }]);
  });

  test('asks what the columns are when their names do not tell', async () => {
    looked = {
      ...report,
      format: { id: 'columns', name: 'Columns' },
      columns: [
        { name: 'Frage', target: null },
        { name: 'Antwort', target: 'answer' },
      ],
      lacks: 'say which column holds the question',
      bad: 0,
      errors: [],
    };
    const { user } = await open();
    expect(await screen.findByText('Above, say which column holds the question.')).toBeVisible();
    await user.click(screen.getByRole('combobox', { name: 'What Frage becomes' }));
    await user.click(screen.getByRole('option', { name: 'Question' }));
    await waitFor(() =>
      expect(asked.at(-1)).toEqual({
        dry_run: 'true',
        format: 'columns',
        mapping: '{"Antwort":"answer","Frage":"question"}',
      }),
    );
  });

  test('says why a file is none, and takes another one that is dropped', async () => {
    server.use(
      http.post(api('/datasets/1/import'), () =>
        HttpResponse.json({ detail: 'the file is empty', field: 'file' }, { status: 400 }),
      ),
    );
    const { user } = await open();
    expect(await screen.findByRole('alert')).toHaveTextContent('the file is empty');
    await user.click(screen.getByRole('button', { name: 'Choose another file' }));
    const place = screen.getByRole('region', { name: 'Choose a file' });
    fireEvent.drop(place, { dataTransfer: { files: [file] } });
    expect(await screen.findByRole('alert')).toHaveTextContent('clauses.jsonl');
  });

  test('writes every faulty row into a report', async () => {
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:report');
    vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    const { user } = await open();
    await user.click(await screen.findByRole('button', { name: 'Download the report' }));
    await waitFor(() => expect(made).toHaveBeenCalled());
    const blob = made.mock.calls[0]?.[0] as Blob;
    expect(await blob.text()).toBe('row,detail\r\n3,"it has no answer"\r\n');
    vi.restoreAllMocks();
  });
});
