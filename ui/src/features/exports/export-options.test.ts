import { describe, expect, test } from 'vitest';
import { choicesFor, openChoices } from './export-options';

const chat = (text: string) =>
  openChoices({ template: `{"messages": {{ chat(${text}) | tojson }}}` });

describe('the choices a format leaves open', () => {
  test('a conversation takes reasoning in a field and arguments in the form its reader wants', () => {
    expect(chat('arguments="string", train="weight"')).toEqual({
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
    expect(openChoices({ template: '{%- set turn = single_turn() -%}{}' }).toolArgs).toBeNull();
  });

  test('the raw format leaves reasoning where it is', () => {
    expect(openChoices({ template: '{{ example | tojson }}' })).toEqual({
      reasoning: [],
      toolArgs: null,
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
