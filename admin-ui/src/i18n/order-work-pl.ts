import type { orderWork as english } from './order-work-en';

/** Texts in Polish of work with orders: holding, saved filters, files. */
export const orderWork: typeof english = {
  undo: 'Cofnij',
  hold: {
    hold: 'Wstrzymaj',
    hold_title: 'Wstrzymać zamówienie %{number}?',
    hold_text:
      'Żaden nowy krok nie rozpocznie się, dopóki ktoś nie zwolni zamówienia. Krok, który właśnie trwa, zostanie dokończony, a zamówione już przesyłki będą nadal śledzone.',
    held: 'Zamówienie zostało wstrzymane.',
    release: 'Zwolnij',
    released: 'Zamówienie jest dalej realizowane.',
    on_hold: 'Wstrzymane',
    since: 'Od: %{time}. Nowe kroki rozpoczną się, gdy zwolni je osoba uprawniona do działań na zamówieniach.',
  },
  saved_filters: {
    title: 'Zapisane filtry',
    none: 'Nie ma jeszcze żadnego. Ustaw filtry i zapisz je tutaj.',
    save: 'Zapisz te filtry…',
    save_title: 'Zapisz te filtry',
    save_text: 'Widzisz je tylko Ty. Jeśli podasz nazwę użytą wcześniej, od teraz będzie oznaczać te filtry.',
    name: 'Nazwa',
    submit: 'Zapisz',
    saved: 'Filtr został zapisany.',
    remove: 'Usuń filtr „%{name}”',
    removed: 'Filtr został usunięty.',
  },
  export: {
    title: 'Eksportuj',
    csv: 'Plik CSV',
    xlsx: 'Plik Excela (XLSX)',
    note: 'Zamówienia z listy z uwzględnieniem filtrów, od najnowszych, najwyżej 100 000. Eksport zostaje odnotowany w dzienniku audytu.',
  },
};
