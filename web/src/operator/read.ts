// Owns how much of what was written is read: the service takes so many characters, and a call is longer. Must not know the page.

export const MOST_READ = 500;

/** What is read of the words: all, else the last of them, from where a word begins. */
export function lastOf(words: string): string {
  const signs = [...words.trim()];
  const last = signs.slice(-MOST_READ).join("");
  const before = signs.at(-MOST_READ - 1) ?? " ";
  // Half a word would say something else.
  return /\s/.test(before) ? last.trimStart() : last.replace(/^\S+\s+/, "");
}

export const isAllRead = (words: string): boolean => lastOf(words) === words.trim();
