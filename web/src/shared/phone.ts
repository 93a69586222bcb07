// Owns how telephone numbers are read. Must not know whose they are.

/**
 * A number as it is said: without Norway's +47, in pairs of digits, six of them as three and three; an odd first one stands
 * alone. Three digits, and the numbers of other countries, stay as they are. A number is never broken across lines.
 */
export function readable(number: string): string {
  const national = /^\+47\d{8}$/.test(number) ? number.slice(3) : number;
  if (national.length <= 3 || !/^\d+$/.test(national)) return number;
  const size = national.length === 6 ? 3 : 2;
  const odd = national.length % size;
  const groups = odd ? [national.slice(0, odd)] : [];
  for (let at = odd; at < national.length; at += size) groups.push(national.slice(at, at + size));
  return groups.join("\u00a0");
}

/** `tel:` and `sms:` take what the API gave, untouched. */
export const tel = (number: string): string => `tel:${number}`;
export const sms = (number: string): string => `sms:${number}`;
