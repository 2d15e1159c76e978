import type { Terminal } from '../terminal';
import type { ImportCounts } from './import-orders';

const SHOW_EVERY_MS = { person: 250, log: 5_000 };

/** How far the import is: one line that changes where a person watches, a line now and then in a log. */
export function progressLine(terminal: Terminal): { show(counts: Readonly<ImportCounts>): void; end(): void } {
  const everyMs = terminal.isInteractive ? SHOW_EVERY_MS.person : SHOW_EVERY_MS.log;
  let shownAt = Date.now();
  let isOpen = false;
  return {
    show: (counts) => {
      if (Date.now() - shownAt < everyMs) return;
      shownAt = Date.now();
      isOpen = terminal.isInteractive;
      terminal.note(terminal.isInteractive ? `\r${progressText(counts)}` : `${progressText(counts)}\n`);
    },
    end: () => {
      if (isOpen) terminal.note('\n');
    },
  };
}

function progressText(counts: Readonly<ImportCounts>): string {
  const { orders, accepted, alreadyThere, notOrders, refused, failed } = counts;
  const done = accepted + alreadyThere + notOrders + refused + failed;
  const words = `${accepted} accepted, ${alreadyThere} already there, ${notOrders} not orders, ${refused + failed} refused`;
  return `${done} of ${orders} orders: ${words}`;
}
