// Owns that a script may name a style sheet: the build makes a file of it.
declare module "*.css";
