import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { Segmented } from './Segmented';

const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
] as const;

function Theme() {
  const [value, setValue] = useState<(typeof THEMES)[number]['value']>('light');
  return <Segmented label="Theme" value={value} segments={THEMES} onChange={setValue} />;
}

const chosen = () => screen.getByRole('radio', { checked: true });

test('a press chooses, and the chosen one stays chosen when it is pressed again', async () => {
  const user = userEvent.setup();
  render(<Theme />);
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(chosen()).toHaveAccessibleName('Dark');
});

test('Tab leads to the chosen one, and the arrows go around and choose', async () => {
  const user = userEvent.setup();
  render(<Theme />);
  await user.tab();
  expect(chosen()).toHaveFocus();
  await user.keyboard('{ArrowRight}');
  expect(chosen()).toHaveAccessibleName('Dark');
  expect(chosen()).toHaveFocus();
  await user.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(chosen()).toHaveAccessibleName('System');
  await user.tab();
  expect(document.body).toHaveFocus();
});
