/** The ways in which answers can have to call a tool, in words, for a template with these tools. */
export function toolChoices(tools: readonly string[]): { value: string; label: string }[] {
  return [
    { value: 'auto', label: 'As the model decides' },
    ...(tools.length > 1 ? [{ value: 'required', label: 'Always, any tool' }] : []),
    { value: 'none', label: 'Never: no call is right' },
    ...tools.map((name) => ({ value: name, label: `Always ${name}` })),
  ];
}
