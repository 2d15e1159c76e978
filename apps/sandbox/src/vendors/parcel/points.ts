/** Collection points; the same three everywhere, as far as this courier is concerned. */
export const POINTS = [
  { pointId: 'PW-WAW-01', name: 'Kiosk Złota', street: 'Złota 44', city: 'Warszawa', zip: '00-120', lat: 52.2297, lon: 21.0022, cod: true, open: true },
  { pointId: 'PW-BER-01', name: 'Späti Mitte', street: 'Torstraße 1', city: 'Berlin', zip: '10119', lat: 52.5286, lon: 13.4108, cod: false, open: true },
  { pointId: 'PW-PRG-01', name: 'Trafika Žižkov', street: 'Seifertova 10', city: 'Praha', zip: '130 00', lat: 50.0846, lon: 14.4445, cod: true, open: false },
]; // prettier-ignore
