import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Sparkles } from 'lucide-react';
import { expect, test, vi } from 'vitest';
import { Button } from './Button';

test('the main button shows its icon, words and keys', () => {
  const { container } = render(
    <Button variant="primary" size="lg" icon={Sparkles} kbd={['⌘', '⏎']}>
      Generate 3
    </Button>,
  );
  expect(screen.getByRole('button')).toHaveAccessibleName('Generate 3');
  expect(container.firstChild).toMatchInlineSnapshot(`
    <button
      class="btn-primary h-10 text-base"
      type="button"
    >
      <svg
        aria-hidden="true"
        class="lucide lucide-sparkles lucide-stars shrink-0"
        fill="none"
        height="16"
        stroke="currentColor"
        stroke-linecap="round"
        stroke-linejoin="round"
        stroke-width="2"
        viewBox="0 0 24 24"
        width="16"
        xmlns="http://www.w3.org/2000/svg"
      >
        <path
          d="M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594z"
        />
        <path
          d="M20 2v4"
        />
        <path
          d="M22 4h-4"
        />
        <circle
          cx="4"
          cy="20"
          r="2"
        />
      </svg>
      Generate 3
      <kbd
        aria-hidden="true"
        class="font-mono text-2xs opacity-90"
      >
        ⌘⏎
      </kbd>
    </button>
  `);
});

test('a busy button keeps the focus and takes no second press', async () => {
  const press = vi.fn();
  render(
    <Button busy onClick={press}>
      Add to dataset
    </Button>,
  );
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('button')).toHaveFocus();
  expect(press).not.toHaveBeenCalled();
});
