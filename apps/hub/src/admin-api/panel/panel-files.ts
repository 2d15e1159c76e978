import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { panelPolicy } from './content-security-policy';

export interface PanelPage {
  readonly html: string;
  readonly policy: string;
}

export interface PanelFile {
  readonly content: Buffer;
  readonly type: string;
}

interface Build {
  readonly builtAt: number;
  readonly page: PanelPage;
  /** Names that may be asked for, `/` between folders: nothing else is ever opened. */
  readonly names: ReadonlySet<string>;
}

const PAGE = 'index.html';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The built panel; looked at again when it was built anew. */
export class PanelFiles {
  private known: Build | null = null;

  constructor(private readonly folder: string) {}

  /** The panel's only page; null when the panel is not built. */
  async page(): Promise<PanelPage | null> {
    return (await this.build())?.page ?? null;
  }

  /** A file by its name in the folder, `assets/index-4f2a.js`; null when the build has none of that name. */
  async file(name: string): Promise<PanelFile | null> {
    const build = await this.build();
    if (!build?.names.has(name)) return null;
    const type = TYPES[path.extname(name).toLowerCase()] ?? 'application/octet-stream';
    return { type, content: await readFile(path.join(this.folder, name)) };
  }

  private async build(): Promise<Build | null> {
    const file = path.join(this.folder, PAGE);
    const builtAt = await modifiedAt(file);
    if (builtAt === null) return null;
    if (this.known?.builtAt === builtAt) return this.known;
    const html = await readFile(file, 'utf8');
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)));
    this.known = {
      builtAt,
      page: { html, policy: panelPolicy(html) },
      names: new Set(names.map((name) => name.replaceAll(path.sep, '/'))),
    };
    return this.known;
  }
}

async function modifiedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}
