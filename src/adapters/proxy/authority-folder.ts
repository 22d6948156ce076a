import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user's certificate authority is kept: `$XDG_DATA_HOME/drysend`, else `~/.local/share/drysend`. */
export function authorityFolder({ XDG_DATA_HOME: data }: NodeJS.ProcessEnv): string {
  return join(data || join(homedir(), '.local', 'share'), 'drysend');
}
