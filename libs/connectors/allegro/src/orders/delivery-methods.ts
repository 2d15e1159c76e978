/**
 * Delivery method ids to our words. Ids as the vendor published them (allegro/allegro-api issue 12665, "Ship with Allegro:
 * changes to the way InPost shipments are posted"; 3397 for the lockers without Allegro in their name).
 */
export const DELIVERY_METHODS: Readonly<Record<string, string>> = {
  '2488f7b7-5d1c-4d65-b85c-4cbcf253fd93': 'inpost-locker', // Allegro Paczkomaty InPost
  '685d8b40-2571-4111-8937-9220b1710d4c': 'inpost-locker', // Paczkomaty 24/7
  '5d9c7838-e05f-4dec-afdd-58e884170ba7': 'inpost-courier', // Allegro Kurier24 InPost
  '85c3ad2f-4ec1-446c-866e-63473ed10e26': 'inpost-courier', // Allegro Kurier24 InPost pobranie
  '9081532b-5ad3-467d-80bc-9252982e9dd8': 'inpost-courier', // Allegro miniKurier24 InPost
  '98f86f81-0018-41c5-ac83-073a56fc7021': 'inpost-courier', // Allegro miniKurier24 InPost pobranie
};
