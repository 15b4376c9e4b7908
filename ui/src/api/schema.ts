import type { components } from './schema.gen';

/** A type of the API by its name in the OpenAPI document: `Schema<'Template'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
