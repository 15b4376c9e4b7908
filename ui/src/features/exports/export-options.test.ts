import { describe, expect, test } from 'vitest';
import { choicesFor, openChoices } from './export-options';

const of = (template: string, more = {}) =>
  openChoices({ template, unit: 'example', file_name: '{dataset}.{date}.jsonl', ...more });
const chat = (text: string) => of(`{"messages": {{ chat(${text}) | tojson }}}`);

describe('the choices a format leaves open', () => {
  test('a conversation takes reasoning in a field and arguments in the form its reader wants', () => {
    expect(chat('arguments="string", train="weight"')).toMatchObject({
      reasoning: ['drop', 'field', 'think'],
      toolArgs: 'string',
    });
    expect(chat('').toolArgs).toBe('object');
  });

  test('a format without a member for reasoning does not offer one', () => {
    expect(chat('arguments="object", reasoning=false').reasoning).toEqual(['drop', 'think']);
  });

  test('a format without calls, or with one form of them, does not ask about arguments', () => {
    expect(chat('tools=false').toolArgs).toBeNull();
    expect(chat('arguments="object", fixed=true').toolArgs).toBeNull();
    expect(of('{%- set turn = single_turn() -%}{}').toolArgs).toBeNull();
  });

  test('the raw format leaves reasoning where it is', () => {
    expect(of('{{ example | tojson }}')).toEqual({
      reasoning: [],
      toolArgs: null,
      pairs: false,
      bos: false,
      usualPackage: 'jsonl',
    });
  });

  test('lost answers, a start token and the size of files are asked about where they mean something', () => {
    const made = { pairs: ['rejected'], bos: false, file_mib: 128 } as const;
    expect(choicesFor(made, of('{{ text }}'))).toEqual({});
    expect(choicesFor(made, of('{{ "<s>" if bos }}', { unit: 'pair' }))).toEqual({
      pairs: 'rejected',
      bos: false,
    });
    expect(choicesFor(made, of('{}', { file_name: '{dataset}.parquet' }))).toEqual({
      file_mib: 128,
    });
  });

  test('only choices that change this format are sent', () => {
    const made = { system: 'drop', reasoning: 'field', tool_args: 'string' } as const;
    expect(choicesFor(made, chat('reasoning=false'))).toEqual({
      system: 'drop',
      tool_args: 'string',
    });
    expect(choicesFor(made, chat('arguments="string"'))).toEqual({
      system: 'drop',
      reasoning: 'field',
    });
  });
});
