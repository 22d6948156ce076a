import { Command } from 'commander';
import type { CommandMaker } from '../command-maker.ts';
import { exitCodes } from '../exit-codes.ts';

/** `drysend mcp`: for assistants in editors, over stdio, until the client goes. */
export const mcpCommand: CommandMaker = (_terminal, version, end) =>
  new Command('mcp')
    .description('serve tools for an assistant in an editor (Model Context Protocol, over stdio)')
    .addHelpText('after', examples)
    .action(async () => {
      const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js');
      const { mcpServer } = await import('../mcp/server.ts');
      const server = mcpServer(process.cwd(), version);
      const closed = new Promise<void>((resolve) => {
        server.server.onclose = resolve;
        process.stdin.once('end', () => void server.close());
      });
      await server.connect(new StdioServerTransport());
      await closed;
      end(exitCodes.kept);
    });

const examples = `
It reads and runs only what stands below the folder in which it was started.

Example, in .mcp.json of a project:
  {"mcpServers": {"drysend": {"command": "npx", "args": ["drysend", "mcp"]}}}`;
