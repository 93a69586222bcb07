// Owns the neutral address of an offer: the first 40 bits of its id's SHA-256 in Crockford's base32. Must not know offers.

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const BYTES = 5;

/** Where a page is not secure there is nothing to compute with: the id, from which the service leads on to the code. */
export async function codeOf(id: string): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) return encodeURIComponent(id);
  const digest = new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(id)));
  const bits = [...digest.subarray(0, BYTES)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(/.{5}/g, (five) => LETTERS.charAt(parseInt(five, 2)));
}
