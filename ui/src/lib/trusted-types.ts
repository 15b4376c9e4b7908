/**
 * The page runs under trusted types: no code may turn a text into HTML. Radix's select does once, with
 * a constant style for its scroll bar; that one text is let through and everything else stays blocked.
 */
const SELECT_STYLE =
  '[data-radix-select-viewport]{scrollbar-width:none;-ms-overflow-style:none;-webkit-overflow-scrolling:touch;}[data-radix-select-viewport]::-webkit-scrollbar{display:none}';

interface PolicyFactory {
  createPolicy(name: 'default', rules: { createHTML(html: string): string | null }): unknown;
}

export function allowSelectStyle(): void {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => (html === SELECT_STYLE ? html : null),
  });
}
