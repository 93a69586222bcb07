// Owns the type of a table of words as a module: key to bokmål, nynorsk, Northern Sámi, English; empty where not said.
declare module "*.tsv" {
  const words: Record<string, [nb: string, nn: string, se: string, en: string]>;
  export default words;
}
declare module "*.css?inline" {
  const css: string;
  export default css;
}
