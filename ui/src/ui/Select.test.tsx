import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { Select } from './Select';

const OPTIONS = [
  { value: 'gemma3:4b', label: 'gemma3:4b', hint: '4.3B' },
  { value: 'llama3.2:1b', label: 'llama3.2:1b', disabled: true },
  { value: 'llama3.2:3b', label: 'llama3.2:3b' },
  { value: 'qwen3:8b', label: 'qwen3:8b' },
];

function ModelSelect() {
  const [value, setValue] = useState<string | null>('gemma3:4b');
  return <Select aria-label="Model" value={value} options={OPTIONS} onChange={setValue} />;
}

function open() {
  render(<ModelSelect />);
  const field = screen.getByRole('combobox', { name: 'Model' });
  field.focus();
  return { field, user: userEvent.setup() };
}

test('arrows pass over what cannot be chosen, and Enter chooses', async () => {
  const { field, user } = open();
  await user.keyboard('{Enter}{ArrowDown}');
  expect(field).toHaveAttribute(
    'aria-activedescendant',
    screen.getByRole('option', { name: 'llama3.2:3b' }).id,
  );
  await user.keyboard('{Enter}');
  expect(field).toHaveTextContent('llama3.2:3b');
  expect(screen.queryByRole('listbox')).toBeNull();
  expect(field).toHaveFocus();
});

test('the list opens on what is chosen', async () => {
  const { user } = open();
  await user.keyboard(' ');
  expect(screen.getByRole('option', { name: /gemma3:4b/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('typing the beginning of a name finds it', async () => {
  const { field, user } = open();
  await user.keyboard('qw{Enter}');
  expect(field).toHaveTextContent('qwen3:8b');
});

test('Escape leaves everything as it was', async () => {
  const { field, user } = open();
  await user.keyboard('{ArrowDown}{End}{Escape}');
  expect(field).toHaveTextContent('gemma3:4b');
  expect(screen.queryByRole('listbox')).toBeNull();
});

test('the mouse opens, chooses and closes', async () => {
  const { field, user } = open();
  await user.click(field);
  await user.click(screen.getByRole('option', { name: 'llama3.2:1b' }));
  expect(screen.getByRole('listbox')).toBeVisible();
  await user.click(screen.getByRole('option', { name: 'qwen3:8b' }));
  expect(field).toHaveTextContent('qwen3:8b');
  expect(screen.queryByRole('listbox')).toBeNull();
});
