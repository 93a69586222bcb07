// Owns nothing yet.
export {};
