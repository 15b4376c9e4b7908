import { formatJson } from '../../lib/format-json';

type Json = Record<string, unknown>;

/** What the form shows of a parameter; the rest of its schema is left as it is. */
export interface ToolParameter {
  name: string;
  /** Null when the schema says it in a way that only JSON shows, such as several types. */
  type: string | null;
  description: string;
  isRequired: boolean;
}

export interface ToolForm {
  name: string;
  description: string;
  parameters: ToolParameter[];
}

export const PARAMETER_TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];

export function readTool(tool: unknown): ToolForm {
  const called = objectIn(tool, 'function');
  const schema = objectIn(called, 'parameters');
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    name: textIn(called, 'name'),
    description: textIn(called, 'description'),
    parameters: Object.entries(objectIn(schema, 'properties')).map(([name, property]) => {
      const type = objectOf(property).type;
      return {
        name,
        type: typeof type === 'string' && PARAMETER_TYPES.includes(type) ? type : null,
        description: textIn(property, 'description'),
        isRequired: required.includes(name),
      };
    }),
  };
}

/** The definition with another name or description. */
export function describeTool(tool: unknown, change: Partial<Omit<ToolForm, 'parameters'>>): Json {
  return { type: 'function', function: { ...objectIn(tool, 'function'), ...change } };
}

/** The definition with one parameter changed in place. */
export function changeParameter(tool: unknown, at: number, change: Partial<ToolParameter>): Json {
  return withParameters(tool, (properties, required) => {
    const [before, schema] = properties[at] ?? ['', {}];
    const { name = before, isRequired = required.includes(before) } = change;
    const next = { ...objectOf(schema) };
    if (change.type != null) next.type = change.type;
    if (change.type === 'array') next.items ??= { type: 'string' };
    if (change.type != null && change.type !== 'array') delete next.items;
    if (change.description !== undefined) next.description = change.description;
    const others = required.filter((one) => one !== before);
    return [properties.with(at, [name, next]), isRequired ? [...others, name] : others];
  });
}

export function addParameter(tool: unknown): Json {
  return withParameters(tool, (properties, required) => {
    const name = freeName('parameter', new Set(properties.map(([taken]) => taken)));
    return [
      [...properties, [name, { type: 'string', description: '' }]],
      [...required, name],
    ];
  });
}

export function removeParameter(tool: unknown, at: number): Json {
  return withParameters(tool, (properties, required) => {
    const name = properties[at]?.[0];
    return [properties.toSpliced(at, 1), required.filter((one) => one !== name)];
  });
}

/** A first definition to change, under a name that is free. */
export function newTool(names: readonly string[]): string {
  const parameters = {
    type: 'object',
    properties: { query: { type: 'string', description: 'What to look for' } },
    required: ['query'],
  };
  const name = freeName('look_up', new Set(names));
  return formatJson({
    type: 'function',
    function: { name, description: 'Look something up', parameters },
  });
}

/** "look_up", "look_up_2", … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let count = 2; ; count += 1) {
    if (!taken.has(`${name}_${count}`)) return `${name}_${count}`;
  }
}

type Properties = [string, unknown][];

function withParameters(
  tool: unknown,
  edit: (properties: Properties, required: string[]) => [Properties, string[]],
): Json {
  const called = objectIn(tool, 'function');
  const schema = objectIn(called, 'parameters');
  const before = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  const [properties, required] = edit(Object.entries(objectIn(schema, 'properties')), before);
  const parameters = {
    ...schema,
    type: 'object',
    properties: Object.fromEntries(properties),
    required,
  };
  return { type: 'function', function: { ...called, parameters } };
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

const objectIn = (value: unknown, key: string): Json => objectOf(objectOf(value)[key]);

function textIn(value: unknown, key: string): string {
  const text = objectOf(value)[key];
  return typeof text === 'string' ? text : '';
}
