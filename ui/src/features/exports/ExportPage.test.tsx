import { configure, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { renderDatasetPage } from '../../test/dataset-page';
import { api, server } from '../../test/server';
import { ExportPage } from './ExportPage';

// A whole page in jsdom takes its time where several share two cores.
configure({ asyncUtilTimeout: 4000 });
vi.setConfig({ testTimeout: 20_000 });

const format = (id: string, name: string, category: string, template: string, more = {}) => ({
  id,
  name,
  category,
  template,
  unit: 'example',
  file_name: `{dataset}.${id}.{date}.jsonl`,
  description: `For readers of ${name}.`,
  warning: null,
  built_in: true,
  ...more,
});
const formats = [
  format('openai_chat', 'OpenAI Chat', 'SFT', '{{ chat(arguments="string", reasoning=false) }}'),
  format('mlx_chat', 'MLX Chat', 'SFT', '{{ chat(arguments="object") }}', {
    warning: 'mlx-lm reads a folder with `train.jsonl`.',
  }),
  format('raw', 'Raw', 'Raw', '{{ example | tojson }}'),
  format('trl_dpo', 'TRL DPO', 'Preference', '{{ pair | tojson }}', { unit: 'pair' }),
];
const LINE = '{"messages":[{"role":"assistant","content":"","tool_calls":[{"name":"lookup"}]}]}';

/** What the preview was asked for, in order. */
let asked: URLSearchParams[];
let total: number;
/** What the check was asked for, in order. */
let checked: URLSearchParams[];
/** What the check finds, given the rules that rows are left out by. */
let found: (exclude: string[]) => object;

const nothingWrong = {
  without_rows: 0,
  file_name: 'contract-clauses.zip',
  files: [],
  findings: [],
  blocked: false,
  pairs: {},
};

beforeEach(() => {
  checked = [];
  found = () => ({});
  asked = [];
  total = 1284;
  server.use(
    http.get(api('/datasets/1'), () =>
      HttpResponse.json({ id: 1, name: 'contract-clauses', count: total }),
    ),
    http.get(api('/export_templates'), () => HttpResponse.json(formats)),
    http.get(api('/datasets/1/export/preview'), ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      const name = `contract-clauses.${query.get('template_id')}.20260314.jsonl`;
      const lines = total === 0 ? [] : [{ example_id: 3, text: LINE }];
      const rows = query.get('ids')?.split(',').length ?? total;
      return HttpResponse.json({ lines, total: rows, file_name: name });
    }),
    http.get(api('/datasets/1/export/check'), ({ request }) => {
      const query = new URL(request.url).searchParams;
      checked.push(query);
      const rows = query.get('ids')?.split(',').length ?? total;
      return HttpResponse.json({
        ...nothingWrong,
        examples: rows,
        rows,
        ...found(query.get('exclude')?.split(',') ?? []),
      });
    }),
  );
});

const open = (search = '') => renderDatasetPage('export', <ExportPage />, search);
const lastAsked = () => Object.fromEntries(asked.at(-1) ?? []);

describe('the export', () => {
  test('begins with the first format, shows its rows as written and names the file', async () => {
    open();
    expect(await screen.findByRole('button', { name: 'Download 1,284 rows' })).toBeEnabled();
    const list = screen.getByRole('region', { name: 'Format' });
    expect(
      within(list)
        .getAllByRole('button')
        .map((one) => one.textContent),
    ).toMatchInlineSnapshot(`
      [
        "OpenAI Chat",
        "MLX Chatwith a warning",
        "Raw",
        "TRL DPO",
      ]
    `);
    const rows = screen.getByRole('region', { name: 'Rows as written' });
    expect(rows.querySelector('code')).toHaveTextContent(LINE);
    expect(within(rows).getByRole('link', { name: 'Example 3' })).toHaveAttribute(
      'href',
      '/d/1/examples?row=3',
    );
    expect(screen.getByText('contract-clauses.openai_chat.20260314.jsonl')).toBeVisible();
  });

  test('changes the format by arrow keys and by finding it, and keeps it in the address', async () => {
    const { user, address } = open();
    await screen.findByRole('button', { name: 'Download 1,284 rows' });
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(address()).toBe('/d/1/export?fmt=mlx_chat'));
    expect(await screen.findByText('train.jsonl')).toBeVisible();
    await user.keyboard('/');
    await user.keyboard('raw{Enter}');
    await waitFor(() => expect(address()).toBe('/d/1/export?fmt=raw'));
    await waitFor(() => expect(lastAsked()).toEqual({ template_id: 'raw', size: '3' }));
  });

  test('offers only the choices that the format leaves open, and sends those made', async () => {
    const { user } = open('?fmt=openai_chat');
    const system = await screen.findByRole('radiogroup', { name: 'System prompt' });
    await user.click(within(system).getByRole('radio', { name: 'Drop' }));
    await user.click(screen.getByRole('radio', { name: 'Object' }));
    expect(screen.getByText(/expect the arguments as a string/)).toBeVisible();
    expect(screen.queryByRole('radio', { name: 'Field' })).toBeNull();
    await waitFor(() =>
      expect(lastAsked()).toEqual({
        template_id: 'openai_chat',
        system: 'drop',
        tool_args: 'object',
        size: '3',
      }),
    );
    await user.keyboard('/');
    await user.keyboard('raw{Enter}');
    await waitFor(() => expect(screen.queryByText('Arguments')).toBeNull());
  });

  test('fetches the file by a ticket for exactly what is shown', async () => {
    const tickets: unknown[] = [];
    server.use(
      http.post(api('/tickets'), async ({ request }) => {
        tickets.push(await request.json());
        return HttpResponse.json({ ticket: 'one-use' });
      }),
    );
    const fetched: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      fetched.push(this.getAttribute('href') ?? '');
    });
    const { user } = open('?fmt=mlx_chat&ids=1,3');
    await screen.findByRole('button', { name: 'Download 2 rows' });
    await user.keyboard('{Control>}{Enter}{/Control}');
    const path = '/datasets/1/export?template_id=mlx_chat&ids=1%2C3';
    await waitFor(() => expect(fetched).toEqual([`/api${path}&ticket=one-use`]));
    expect(tickets).toEqual([{ path }]);
    vi.restoreAllMocks();
  });

  test('what a reader would refuse has to be decided before the download', async () => {
    found = (exclude) => {
      const isOut = exclude.includes('empty_answer');
      return {
        rows: 1281,
        blocked: !isOut,
        findings: [
          {
            rule: 'empty_answer',
            title: 'Empty answer',
            severity: 'error',
            count: 3,
            excludable: true,
            first: [{ example_id: 17, detail: 'turn 3 is an answer without text or calls' }],
          },
        ],
      };
    };
    const { user } = open();
    const preflight = await screen.findByRole('region', { name: 'Preflight' });
    expect(await within(preflight).findByText('1,281 rows to decide on')).toBeVisible();
    expect(within(preflight).getByRole('link', { name: 'Example 17' })).toBeVisible();
    expect(screen.getByText('Decide first on what Preflight marks red')).toBeVisible();
    const choice = within(preflight).getByRole('radiogroup', { name: 'Empty answer' });
    await user.click(within(choice).getByRole('radio', { name: 'Exclude' }));
    expect(await screen.findByRole('button', { name: 'Download 1,281 rows' })).toBeEnabled();
    expect(checked.at(-1)?.get('exclude')).toBe('empty_answer');
  });

  test('a split makes a ZIP and says what will lie in it', async () => {
    found = () => ({
      files: [
        { name: 'train.jsonl', rows: 1156 },
        { name: 'README.md', rows: null },
      ],
    });
    const { user } = open();
    const split = await screen.findByRole('radiogroup', { name: 'Split' });
    await user.click(within(split).getByRole('radio', { name: '2 files' }));
    expect(await screen.findByRole('list', { name: 'Files in the ZIP' })).toHaveTextContent(
      'train.jsonl1,156README.md',
    );
    expect(checked.at(-1)?.get('split')).toBe('90,10');
  });

  test('chosen examples can be given up for all of them', async () => {
    const { user, address } = open('?ids=1,3');
    await user.click(await screen.findByRole('button', { name: 'Remove the choice of examples' }));
    expect(address()).toBe('/d/1/export');
    expect(await screen.findByRole('button', { name: 'Download 1,284 rows' })).toBeEnabled();
  });

  test('what the table showed is what is written, and each condition can be taken out', async () => {
    found = () => ({ examples: 41, rows: 41 });
    const filter = encodeURIComponent('["tag:urgent","rating:4..5"]');
    const { user } = open(`?q=deposit&filter=${filter}`);
    expect(await screen.findByRole('button', { name: 'Download 41 rows' })).toBeEnabled();
    expect(screen.getByText('41 of 1,284')).toBeVisible();
    expect(asked.at(-1)?.getAll('filter')).toEqual(['tag:urgent', 'rating:4..5']);
    expect(asked.at(-1)?.get('q')).toBe('deposit');
    expect(screen.getByRole('link', { name: 'Choose in the table' })).toHaveAttribute(
      'href',
      `/d/1/examples?q=deposit&filter=${filter}`,
    );
    await user.click(screen.getByRole('button', { name: 'Remove tag:urgent' }));
    await waitFor(() => expect(asked.at(-1)?.getAll('filter')).toEqual(['rating:4..5']));
    await user.click(screen.getByRole('button', { name: 'Remove the search' }));
    await waitFor(() => expect(asked.at(-1)?.get('q')).toBeNull());
  });

  test('preference formats say which lost answers count, and how long a row may be is yours', async () => {
    found = () => ({ pairs: { rejected: 12, original: 3, outranked: 40 } });
    const { user } = open('?fmt=trl_dpo');
    const against = await screen.findByRole('group', { name: 'Against' });
    expect(await within(against).findByText('40')).toBeVisible();
    await user.click(within(against).getByRole('checkbox', { name: 'Not chosen' }));
    await waitFor(() => expect(checked.at(-1)?.get('pairs')).toBe('rejected,original'));
    const longest = screen.getByRole('textbox', { name: 'Tokens of the longest row' });
    await user.type(longest, '0');
    await waitFor(() => expect(checked.at(-1)?.get('max_tokens')).toBe('40960'));
    expect(screen.queryByRole('switch', { name: 'Begin texts with a start token' })).toBeNull();
  });

  test('Parquet comes in several files where that is wanted', async () => {
    const { user } = open('?fmt=mlx_chat');
    const kinds = await screen.findByRole('radiogroup', { name: 'Kind of file' });
    await user.click(within(kinds).getByRole('radio', { name: 'Parquet' }));
    const size = await screen.findByRole('radiogroup', { name: 'Size of a file' });
    await user.click(within(size).getByRole('radio', { name: '128 MB' }));
    await waitFor(() => expect(checked.at(-1)?.get('file_mib')).toBe('128'));
  });

  test('an empty dataset cannot be downloaded and says why', async () => {
    total = 0;
    open();
    expect(await screen.findByText('There are no examples in this dataset yet')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Download' })).toBeDisabled();
    expect(screen.getByRole('link', { name: 'Generate' })).toBeVisible();
  });

  test('a row that does not fit is named, with the place in the template', async () => {
    server.use(
      http.get(api('/datasets/1/export/preview'), () =>
        HttpResponse.json(
          { detail: 'Example 7 has no system prompt.', example_id: 7, line: 3, column: 14 },
          { status: 400 },
        ),
      ),
    );
    open();
    const note = await screen.findByRole('alert');
    expect(note).toHaveTextContent('Example 7 has no system prompt.');
    expect(note).toHaveTextContent('line 3, column 14');
    expect(within(note).getByRole('link', { name: 'Open example 7' })).toHaveAttribute(
      'href',
      '/d/1/examples?row=7',
    );
    expect(screen.getByRole('button', { name: 'Download' })).toBeDisabled();
  });
});
