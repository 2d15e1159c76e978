/** A part of the vendor's list; ids as its news and integrators name them. */
export const CARRIERS: readonly { readonly id: string; readonly name?: string }[] = [
  { id: 'UPS', name: 'UPS' },
  { id: 'INPOST', name: 'InPost' },
  { id: 'DHL', name: 'DHL' },
  { id: 'GLS', name: 'GLS' },
  { id: 'DPD', name: 'DPD' },
  { id: 'FEDEX', name: 'FedEx' },
  { id: 'ORLEN', name: 'ORLEN Paczka' },
  { id: 'POCZTA_POLSKA', name: 'Poczta Polska' },
  { id: 'ALLEGRO', name: 'Allegro' },
  { id: 'OTHER' },
];

export const CARRIER_IDS: ReadonlySet<string> = new Set(CARRIERS.map(({ id }) => id));
