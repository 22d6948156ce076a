/** The door between the scenario's `import:` and the room that reads files; the loader is handed an `Importer`. */
export type { Imported, Importer } from '../imports/importer.ts';
