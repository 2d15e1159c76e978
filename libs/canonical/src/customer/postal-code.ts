/** True for a Polish postal code as the post office writes it: `"00-838"`. */
export function isPolishPostalCode(text: string): boolean {
  return /^\d{2}-\d{3}$/.test(text);
}

/** `"00838"` and `"00 838"` -> `"00-838"`; null when it cannot be a Polish postal code. */
export function formatPolishPostalCode(text: string): string | null {
  const digits = text.replace(/[\s-]/gu, '');
  return /^\d{5}$/.test(digits) ? `${digits.slice(0, 2)}-${digits.slice(2)}` : null;
}
