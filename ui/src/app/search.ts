/** The search params of the pages: what of their state a link carries. */

export interface UnlockSearch {
  /** Where to go after signing in. */
  next?: string;
}

export interface GenerateSearch {
  /** The template. */
  t?: number;
  /** The run shown in the deck. */
  run?: number;
}

export type ExamplesTab = 'chat' | 'diff' | 'json' | 'exported' | 'model';

export interface ExamplesSearch {
  q?: string;
  /** Conditions that the examples meet, such as `tag:urgent`. */
  filter?: readonly string[];
  sort?: '-id' | 'id';
  /** The example whose pane is open. */
  row?: number;
  tab?: ExamplesTab;
  /** Groups of near copies in place of the table. */
  copies?: boolean;
}

export interface ExportSearch {
  /** The format. */
  fmt?: string;
  /** Only these examples, separated by commas. */
  ids?: string;
  /** Of these, those that contain this text. */
  q?: string;
  /** And that meet these conditions. */
  filter?: readonly string[];
}

export interface FormatSearch {
  /** The dataset whose rows are shown. */
  dataset?: number;
}

export interface TemplatesSearch {
  archived?: boolean;
}

export interface RunsSearch {
  /** Which page of the list; the first when left out. */
  page?: number;
}

export interface NewRunSearch {
  /** The template. */
  t?: number;
}

export interface DatasetsSearch {
  archived?: boolean;
}

export type SettingsTab = 'models' | 'appearance' | 'account' | 'security' | 'about';

export interface SettingsSearch {
  tab?: SettingsTab;
}

type Raw = Record<string, unknown>;

const EXAMPLES_TABS: readonly ExamplesTab[] = ['chat', 'diff', 'json', 'exported', 'model'];
const SORTS: readonly ('-id' | 'id')[] = ['-id', 'id'];
const SETTINGS_TABS: readonly SettingsTab[] = [
  'models',
  'appearance',
  'account',
  'security',
  'about',
];

/** Leaves out what is missing or makes no sense: an old link still opens its page. */
function keep<Search extends object>(search: { [Name in keyof Search]: Search[Name] | undefined }) {
  const set = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Search;
}

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
/** One alone may stand without brackets. */
const texts = (value: unknown) => {
  const all = [value].flat().filter((one) => typeof one === 'string');
  return all.length > 0 ? all : undefined;
};
const id = (value: unknown) =>
  Number.isInteger(Number(value)) && value ? Number(value) : undefined;
const flag = (value: unknown) => (value === true ? true : undefined);
const oneOf = <Value extends string>(values: readonly Value[], value: unknown) =>
  values.find((one) => one === value);

export const unlockSearch = (raw: Raw): UnlockSearch => {
  const next = text(raw.next);
  // A path of this page only, never an address elsewhere.
  return next?.startsWith('/') && !next.startsWith('//') ? { next } : {};
};

export const generateSearch = (raw: Raw) =>
  keep<GenerateSearch>({ t: id(raw.t), run: id(raw.run) });

export const examplesSearch = (raw: Raw) =>
  keep<ExamplesSearch>({
    q: text(raw.q),
    filter: texts(raw.filter),
    sort: oneOf(SORTS, raw.sort),
    row: id(raw.row),
    tab: oneOf(EXAMPLES_TABS, raw.tab),
    copies: flag(raw.copies),
  });

export const exportSearch = (raw: Raw) =>
  keep<ExportSearch>({
    fmt: text(raw.fmt),
    ids: text(raw.ids),
    q: text(raw.q),
    filter: texts(raw.filter),
  });

export const formatSearch = (raw: Raw) => keep<FormatSearch>({ dataset: id(raw.dataset) });

export const templatesSearch = (raw: Raw) =>
  keep<TemplatesSearch>({ archived: flag(raw.archived) });

export const runsSearch = (raw: Raw) => keep<RunsSearch>({ page: id(raw.page) });

export const newRunSearch = (raw: Raw) => keep<NewRunSearch>({ t: id(raw.t) });

export const datasetsSearch = (raw: Raw) => keep<DatasetsSearch>({ archived: flag(raw.archived) });

export const settingsSearch = (raw: Raw) =>
  keep<SettingsSearch>({ tab: oneOf(SETTINGS_TABS, raw.tab) });
