// npm run bench: the same work through the hub and through its peers, in one run. docs/benchmarks.md says how to read it.
import { run } from './bench/run.mjs';

process.exit(await run(process.argv.slice(2)));
