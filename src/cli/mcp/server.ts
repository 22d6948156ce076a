/** `drysend mcp`: the tools and documents of drysend for an assistant, by the Model Context Protocol over stdio. */
import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { packageRoot } from '../../adapters/files/package-root.ts';
import { readText } from '../../adapters/files/read-file.ts';
import { jsonSchema } from '../../scenario/json-schema.ts';
import { exitCodes } from '../exit-codes.ts';
import { internalErrorText, Stop } from '../stop.ts';
import { boundedTerminal } from './bounded-terminal.ts';
import { insideOf } from './inside.ts';
import { argumentSchemas, type Tool, type ToolArguments, tools } from './tools.ts';

/** `folder` is where the server was started: it reads and runs nothing outside. */
export function mcpServer(folder: string, version: string): McpServer {
  const server = new McpServer({ name: 'drysend', version }, { instructions });
  for (const tool of tools) {
    const { name, title, description } = tool;
    const inputSchema = Object.fromEntries(tool.arguments.map((one) => [one, argumentSchemas[one]]));
    server.registerTool(
      name,
      { title, description, inputSchema, annotations: { readOnlyHint: true, openWorldHint: false } },
      (given) => answered(tool, given as unknown as ToolArguments, { folder, version }),
    );
  }
  for (const { uri, name, description, mimeType, text } of documents) {
    server.registerResource(name, uri, { description, mimeType }, () => ({
      contents: [{ uri, mimeType, text: text() }],
    }));
  }
  return server;
}

const instructions = `drysend rehearses case messaging as CommCare HQ would send it. Read drysend://language before writing a
scenario; validate it, run it, and explain what surprises. Nothing leaves this machine.`;

const page = (name: string) => (): string => {
  const read = readText(join(packageRoot(), 'docs', name));
  return 'text' in read ? read.text : `cannot be read: ${read.refusal}`;
};

const documents = [
  {
    uri: 'drysend://language',
    name: 'language',
    description: 'The scenario language, with examples',
    mimeType: 'text/markdown',
    text: page('scenarios.md'),
  },
  {
    uri: 'drysend://errors',
    name: 'errors',
    description: 'Every code with its cause and cure',
    mimeType: 'text/markdown',
    text: page('errors.md'),
  },
  {
    uri: 'drysend://schema',
    name: 'schema',
    description: 'The JSON Schema of the scenario language',
    mimeType: 'application/schema+json',
    text: () => JSON.stringify(jsonSchema()),
  },
];

/** What was asked stands behind the command's own words; a promise that broke is an answer, not an error. */
async function answered(
  tool: Tool,
  given: ToolArguments,
  { folder, version }: { readonly folder: string; readonly version: string },
): Promise<CallToolResult> {
  const terminal = boundedTerminal();
  try {
    const code = await tool.run({ ...given, file: insideOf(folder, given.file) }, terminal, version);
    const isError = code !== exitCodes.kept && code !== exitCodes.broken;
    return { content: [{ type: 'text', text: terminal.answer(tool.rest) }], ...(isError && { isError }) };
  } catch (error) {
    const words = error instanceof Stop ? [error.message, error.cure] : [internalErrorText(error, terminal)];
    terminal.err(`drysend: ${words.filter((word) => word !== undefined).join('\n')}\n`);
    return { content: [{ type: 'text', text: terminal.answer(tool.rest) }], isError: true };
  }
}
