/** Texts in English of work with orders: holding, saved filters, files. */
export const orderWork = {
  undo: 'Undo',
  hold: {
    hold: 'Hold',
    hold_title: 'Hold order %{number}?',
    hold_text:
      'No new step begins until somebody releases it. A step that runs now is finished, and parcels already ordered are still followed.',
    held: 'The order is on hold.',
    release: 'Release',
    released: 'The order goes on.',
    on_hold: 'On hold',
    since: 'Since %{time}. New steps begin when somebody who may act on orders releases it.',
  },
  saved_filters: {
    title: 'Saved filters',
    none: 'None yet. Set filters, then save them here.',
    save: 'Save these filters…',
    save_title: 'Save these filters',
    save_text: 'Only you see it. A name that you have used already stands for these filters from now on.',
    name: 'Name',
    submit: 'Save',
    saved: 'The filter is saved.',
    remove: 'Remove the filter “%{name}”',
    removed: 'The filter is removed.',
  },
  export: {
    title: 'Export',
    csv: 'CSV file',
    xlsx: 'Excel file (XLSX)',
    note: 'The orders of the list as it is filtered, newest first, 100,000 at most. The export is kept in the audit log.',
  },
};
