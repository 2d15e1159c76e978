import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where the built panel is: `admin-ui/dist` beside the package.json that this program belongs to, compiled or not. */
export function panelFolder(from: string = __dirname): string {
  const parent = path.dirname(from);
  const isHome = existsSync(path.join(from, 'package.json'));
  return isHome || parent === from ? path.join(from, 'admin-ui', 'dist') : panelFolder(parent);
}
