#!/usr/bin/env node
// npx crossdock: the operator's command line. Installs and builds first where that is needed.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './stack/build.mjs';
import { ensureInstalled } from './stack/install.mjs';
import { Problem } from './stack/problem.mjs';
import { ROOT } from './stack/settings.mjs';
import { reportStagesTo } from './stack/stage.mjs';

// The answer of a command is all that may be on the standard output.
reportStagesTo(process.stderr);
try {
  await ensureInstalled();
  await ensureBuilt({ panel: false });
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}
process.env.CROSSDOCK_HOME ??= ROOT;
await import(pathToFileURL(path.join(ROOT, 'dist/apps/hub/src/cli/main.js')).href);
