// npm run chaos: the fault campaign. docs/reliability.md says what it does and what it proves.
import { run } from './chaos/run.mjs';

process.exit(await run(process.argv.slice(2)));
