// Puts the two files that the API's documentation page is made of into the page's build, from where
// the program serves them like the page's own.
import { copyFileSync, mkdirSync } from 'node:fs';

const from = new URL('../node_modules/swagger-ui-dist/', import.meta.url);
const to = new URL('../dist/docs/', import.meta.url);

mkdirSync(to, { recursive: true });
copyFileSync(new URL('swagger-ui-bundle.js', from), new URL('swagger-ui.js', to));
copyFileSync(new URL('swagger-ui.css', from), new URL('swagger-ui.css', to));
