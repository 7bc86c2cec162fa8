/** npm's own names for scripts, which need no `run`. */
const scriptCommands = /\bnpm (?:run (?<script>[\w:-]+)|(?<short>start|test)\b)/g

/** The npm commands that a document speaks of and package.json does not know. */
export function findUnknownCommands(document: string, markdown: string, scripts: Record<string, string>): string[] {
  return [...markdown.matchAll(scriptCommands)]
    .map(({ groups }) => groups?.['script'] ?? groups?.['short'] ?? '')
    .filter((name) => !(name in scripts))
    .map((name) => `${document}: there is no script ${name} in package.json.`)
}
