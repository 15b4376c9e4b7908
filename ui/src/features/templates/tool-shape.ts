interface ShapeProblem {
  pointer: string;
  message: string;
}

const FUNCTION_KEYS = ['name', 'description', 'parameters', 'strict'];

/**
 * Whether a value has the outer form of a tool definition. The server reads the list of tools as a
 * whole and could not say which of them is at fault; what stands in `parameters` it checks itself.
 */
export function toolShapeProblems(value: unknown): ShapeProblem[] {
  if (!isObject(value)) return [{ pointer: '', message: 'A tool definition is an object.' }];
  const problems: ShapeProblem[] = [];
  const say = (pointer: string, message: string) => problems.push({ pointer, message });
  if (value.type !== 'function') say('/type', 'The type of a tool is “function”.');
  for (const key of Object.keys(value)) {
    if (key !== 'type' && key !== 'function') {
      say(`/${key}`, `A tool has no “${key}”, only a type and a function.`);
    }
  }
  const { function: called } = value;
  if (!isObject(called)) {
    say('/function', 'A tool needs a “function” with a name and parameters.');
    return problems;
  }
  for (const key of Object.keys(called)) {
    if (!FUNCTION_KEYS.includes(key)) {
      say(`/function/${key}`, `A function has no “${key}”, only ${FUNCTION_KEYS.join(', ')}.`);
    }
  }
  if (typeof called.name !== 'string') say('/function/name', 'A function needs a name.');
  if (called.description != null && typeof called.description !== 'string') {
    say('/function/description', 'The description is text in double quotes.');
  }
  if (called.parameters != null && !isObject(called.parameters)) {
    say('/function/parameters', 'The parameters are a JSON Schema, which is an object.');
  }
  return problems;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
