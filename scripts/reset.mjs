// npm run reset: clears the data folder, after making sure that nothing runs from it.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './stack/problem.mjs';
import { refuseServerRuns } from './stack/postgres.mjs';
import { refuseSecondRun } from './stack/running.mjs';
import { keptServerFolder } from './stack/server-account.mjs';
import { looksLikeDataDir, readSettings } from './stack/settings.mjs';

try {
  const { dataDir } = readSettings();
  if (!existsSync(dataDir)) {
    console.log(`Nothing to clear: ${dataDir} is not there.`);
  } else {
    if (!looksLikeDataDir(dataDir))
      throw new Problem(`${dataDir} does not look like a data folder of Crossdock: not cleared.`);
    refuseSecondRun(dataDir);
    const outside = keptServerFolder(dataDir);
    refuseServerRuns(outside ?? path.join(dataDir, 'postgres'));
    if (outside !== null) rmSync(path.dirname(outside), { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
    console.log(`Cleared ${dataDir}${outside === null ? '' : ` and ${outside}`}.`);
  }
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
