/** Where a key works. `global` keys work beside those of any one other context. */
export type KeyContext =
  | 'global'
  | 'deck'
  | 'seed'
  | 'edit'
  | 'table'
  | 'template'
  | 'export'
  | 'runs';

interface KeyEntry {
  /** Strokes that do it, each as `mod+shift+key`; two strokes with a space are a sequence. */
  keys: readonly string[];
  category:
    | 'Everywhere'
    | 'Audition'
    | 'Seed'
    | 'Editing an answer'
    | 'Examples'
    | 'Template'
    | 'Export'
    | 'Runs';
  label: string;
  when: KeyContext;
  /** Works while the caret is in a text field. */
  inFields?: true;
}

function entry(
  when: KeyContext,
  category: KeyEntry['category'],
  label: string,
  keys: readonly string[],
  inFields?: true,
): KeyEntry {
  return inFields ? { keys, category, label, when, inFields } : { keys, category, label, when };
}

const everywhere = entry.bind(null, 'global', 'Everywhere');
const deck = entry.bind(null, 'deck', 'Audition');
const table = entry.bind(null, 'table', 'Examples');
const template = entry.bind(null, 'template', 'Template');
const runs = entry.bind(null, 'runs', 'Runs');

const entries = {
  'app.palette': everywhere('Search or run a command', ['mod+k'], true),
  'app.keys': everywhere('Show the keys', ['?', 'mod+/']),
  'app.search': everywhere('Search this page', ['/']),
  'app.save': everywhere('Save', ['mod+s'], true),
  'app.lock': everywhere('Lock and sign out', ['mod+shift+l'], true),
  'go.generate': everywhere('Go to Generate', ['g g']),
  'go.examples': everywhere('Go to Examples', ['g e']),
  'go.templates': everywhere('Go to Templates', ['g t']),
  'go.export': everywhere('Go to Export', ['g x']),
  'go.runs': everywhere('Go to Runs', ['g r']),
  'go.datasets': everywhere('Go to All datasets', ['g d']),
  'go.settings': everywhere('Go to Settings', ['g s']),

  'seed.generate': entry('seed', 'Seed', 'Generate', ['mod+enter'], true),

  'deck.next': deck('Next card', ['j', 'arrowright']),
  'deck.previous': deck('Previous card', ['k', 'arrowleft']),
  'deck.jump': deck('Jump to a card', ['1', '2', '3', '4', '5', '6', '7', '8', '9']),
  'deck.star': deck('Star or unstar', ['a']),
  'deck.edit': deck('Edit in place', ['e', 'enter']),
  'deck.reject': deck('Reject and regenerate', ['x']),
  'deck.regenerate': deck('Regenerate without a verdict', ['r']),
  'deck.add': deck('Add starred to the dataset', ['shift+enter']),
  'deck.undo': deck('Undo the last decision', ['z', 'mod+z']),
  'deck.stop': deck('Stop this card', ['escape']),
  'deck.stopAll': deck('Stop the batch', ['escape escape']),
  'deck.nextVariation': deck('Next prompt variation', ['v']),
  'deck.previousVariation': deck('Previous prompt variation', ['shift+v']),
  'deck.diff': deck('Show what I edited', ['d']),
  'deck.copy': deck('Copy the answer', ['c']),
  'deck.focus': deck('Focus on one card', ['space']),

  'edit.keep': entry('edit', 'Editing an answer', 'Keep the edit', ['mod+enter'], true),
  'edit.leave': entry('edit', 'Editing an answer', 'Leave, the draft is kept', ['escape'], true),

  'table.down': table('Next row', ['arrowdown']),
  'table.up': table('Previous row', ['arrowup']),
  'table.first': table('First row', ['home']),
  'table.last': table('Last row', ['end']),
  'table.select': table('Select the row', ['space']),
  'table.extendDown': table('Extend the selection down', ['shift+arrowdown']),
  'table.extendUp': table('Extend the selection up', ['shift+arrowup']),
  'table.open': table('Open the row', ['enter']),
  'table.edit': table('Edit the cell', ['e']),
  'table.regenerate': table('Regenerate the selected rows', ['r']),
  'table.delete': table('Delete the selected rows', ['backspace', 'delete']),
  'table.undo': table('Undo the last change', ['z', 'mod+z']),
  'table.redo': table('Redo what was undone', ['shift+z', 'mod+shift+z']),
  'table.clear': table('Clear the selection or close the row', ['escape']),

  'template.try': template('Try once', ['mod+enter'], true),
  'template.nextError': template('Next error', ['f8'], true),
  'template.history': template('Prompt history', ['mod+shift+h'], true),

  'export.download': entry('export', 'Export', 'Download', ['mod+enter'], true),
  'export.down': entry('export', 'Export', 'Next format', ['arrowdown']),
  'export.up': entry('export', 'Export', 'Previous format', ['arrowup']),

  'runs.new': runs('New run', ['n']),
  'runs.start': runs('Start the run', ['mod+enter'], true),
  'runs.next': runs('Next run or answer', ['j', 'arrowdown']),
  'runs.previous': runs('Previous run or answer', ['k', 'arrowup']),
  'runs.pause': runs('Pause or resume the run', ['p']),
  'runs.star': runs('Star or unstar the answer', ['a']),
  'runs.reject': runs('Reject the answer', ['x']),
  'runs.add': runs('Add starred to the dataset', ['shift+enter']),
} satisfies Record<string, KeyEntry>;

export type KeyId = keyof typeof entries;

/** Every key of the page, in the order of the sheet. Handlers, hints and the sheet read it. */
export const registry: Readonly<Record<KeyId, KeyEntry>> = entries;

export const keyIds = Object.keys(registry) as KeyId[];
