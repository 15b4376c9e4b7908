import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type KeyHandlers, setSingleKeys } from './dispatch';
import { useKeys } from './useKeys';

function Deck({ handlers }: { handlers: KeyHandlers }) {
  useKeys(handlers);
  return <textarea aria-label="clause" />;
}

afterEach(() => setSingleKeys(true));

describe('pressing keys', () => {
  test('a letter stars the card, but not while the caret is in a field', async () => {
    const star = vi.fn();
    render(<Deck handlers={{ 'deck.star': star }} />);
    await userEvent.keyboard('a');
    expect(star).toHaveBeenCalledTimes(1);
    await userEvent.type(screen.getByLabelText('clause'), 'a');
    expect(star).toHaveBeenCalledTimes(1);
  });

  test('generating works from inside a field', async () => {
    const generate = vi.fn();
    render(<Deck handlers={{ 'seed.generate': generate }} />);
    await userEvent.type(screen.getByLabelText('clause'), '{Control>}{Enter}{/Control}');
    expect(generate).toHaveBeenCalledTimes(1);
  });

  test('G then E goes to the examples instead of editing the card', async () => {
    const go = vi.fn();
    const edit = vi.fn();
    render(<Deck handlers={{ 'go.examples': go, 'deck.edit': edit }} />);
    await userEvent.keyboard('ge');
    expect(go).toHaveBeenCalledTimes(1);
    expect(edit).not.toHaveBeenCalled();
    await userEvent.keyboard('e');
    expect(edit).toHaveBeenCalledTimes(1);
  });

  test('Escape stops the card and a second one the batch', async () => {
    const stop = vi.fn();
    const stopAll = vi.fn();
    render(<Deck handlers={{ 'deck.stop': stop, 'deck.stopAll': stopAll }} />);
    await userEvent.keyboard('{Escape}{Escape}');
    expect(stop).toHaveBeenCalledTimes(1);
    expect(stopAll).toHaveBeenCalledTimes(1);
  });

  test('single keys that are switched off do nothing, chords still work', async () => {
    const star = vi.fn();
    const palette = vi.fn();
    render(<Deck handlers={{ 'deck.star': star, 'app.palette': palette }} />);
    setSingleKeys(false);
    await userEvent.keyboard('a{Control>}k{/Control}');
    expect(star).not.toHaveBeenCalled();
    expect(palette).toHaveBeenCalledTimes(1);
  });

  test('the page below an open dialog hears nothing', async () => {
    const reject = vi.fn();
    render(
      <>
        <Deck handlers={{ 'deck.reject': reject }} />
        <div role="dialog" data-modal />
      </>,
    );
    await userEvent.keyboard('x');
    expect(reject).not.toHaveBeenCalled();
  });
});
