// Owns which of the page's attributes the service would not take, and how its editor is told. Must not know what is asked instead.
import { type Params, SendError, problem } from "../shared/api.ts";

/** The service refuses with these what a request says. Any other failure is no fault of the attributes. */
const FAULT: readonly number[] = [400, 404, 422];
const MAY_BE_REFUSED = ["municipality", "topic", "kind", "audience"];

/** Names of attributes; none where it was not they that were refused. */
export function refusedOf(error: unknown, params: Params): readonly string[] {
  const said = problem(error);
  if (!said || !(error instanceof SendError) || !FAULT.includes(error.status)) return [];
  const sent = MAY_BE_REFUSED.filter((name) => name in params);
  // What is not found is the place; of other values nobody says for sure which one it was.
  if (error.status === 404 && sent.includes("municipality")) return ["municipality"];
  const narrowing = sent.filter((name) => name !== "municipality");
  return narrowing.length > 0 ? narrowing : sent;
}

/** For the console of whoever edits the page. */
export const refusedSaid = (names: readonly string[], params: Params): string => {
  const written = names.map((name) => `${name}="${[params[name]].flat().join(" ")}"`).join(" ");
  return `<veiviser-sok ${written}>: the service does not know this and was asked without it. See ${new URL("/embed", import.meta.url)} for what can be written.`;
};
