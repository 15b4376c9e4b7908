import { expect, test } from 'vitest';
import { templateOf } from './fixtures';
import { missingSlots, parseSeed, slotsOf } from './seed';

test('a slot starts with what was typed, else with its default, else with a sample', () => {
  const values = (typed: Record<string, string>) =>
    slotsOf(templateOf(), typed).map(({ value }) => value);
  expect(values({})).toEqual(['The deposit is two months’ rent.', 'Lisbon']);
  expect(values({ clause: '' })).toEqual(['', 'Lisbon']);
  expect(values({ clause: 'No pets.', city: '' })).toEqual(['No pets.', '']);
});

test('the default and the samples are offered once each', () => {
  const [clause, city] = slotsOf(templateOf(), {});
  expect(clause?.offers).toEqual(['The deposit is two months’ rent.']);
  expect(city?.offers).toEqual(['Lisbon', 'Porto']);
});

test('the first slot and those with long samples get a large box', () => {
  const long = { description: '', default: null, samples: ['word '.repeat(20)] };
  const template = templateOf({
    slots: ['clause', 'city', 'history'],
    slot_details: { history: long },
  });
  expect(slotsOf(template, {}).map((slot) => slot.long)).toEqual([true, false, true]);
});

test('empty slots are missing unless no prompt uses them', () => {
  const template = templateOf({ slots: ['clause', 'city', 'tone'], unused_slots: ['tone'] });
  expect(missingSlots(slotsOf(template, { clause: '  ' }))).toEqual(['clause']);
});

test('a draft of another shape becomes an empty seed', () => {
  const empty = { template_id: null, values: {}, count: 3, model: null, calls: null };
  expect(parseSeed(null)).toEqual(empty);
  expect(parseSeed({ template_id: 'one', values: null, count: '9', model: 4 })).toEqual(empty);
  const batch = { template_id: 2, values: { clause: 'No pets.' }, count: 5 };
  const kept = { ...batch, model: 'llama3.2:3b', calls: 'none' };
  expect(parseSeed(kept)).toEqual(kept);
});
