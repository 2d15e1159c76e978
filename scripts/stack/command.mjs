import { spawn } from 'node:child_process';
import { ROOT } from './settings.mjs';

/** Runs a program in the checkout; answers `{code, output}` with everything it wrote. `live` shows it at once as well. */
export function run(file, args, { env = {}, live = false, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        if (live) target.write(text);
      });
    }
    child.once('error', (error) => resolve({ code: 127, output: `${file}: ${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The same for npm, by the very npm that runs us when there is one. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  return npm !== undefined && /\.c?js$/.test(npm)
    ? run(process.execPath, [npm, ...args], options)
    : run('npm', args, options);
}

/** The same for a program of an installed package. */
export function runTool(file, args, options) {
  return run(process.execPath, [`node_modules/${file}`, ...args], options);
}
