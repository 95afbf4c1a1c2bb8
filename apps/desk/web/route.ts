/**
 * Where on the Desk the page is, kept in the fragment: it never reaches a server, and a report is
 * named by its label only.
 */

export type Route =
  | { readonly screen: "inbox" }
  | { readonly screen: "report"; readonly id: string }
  | { readonly screen: "campaigns" }
  | { readonly screen: "campaign"; readonly id: string }
  | { readonly screen: "rules" }
  | { readonly screen: "audit" };

/** The place a fragment names; anything unknown is the inbox. */
export function parseRoute(fragment: string): Route {
  const [screen, id] = fragment.replace(/^#\/?/, "").split("/");
  const named = id === undefined ? "" : decode(id);
  if (screen === "report" && named !== "") return { screen, id: named };
  if (screen === "campaign" && named !== "") return { screen, id: named };
  if (screen === "campaigns" || screen === "rules" || screen === "audit") return { screen };
  return { screen: "inbox" };
}

/** The fragment for a place. `parseRoute(toFragment(route))` is the same place. */
export function toFragment(route: Route): string {
  return "id" in route ? `#/${route.screen}/${encodeURIComponent(route.id)}` : `#/${route.screen}`;
}

/** The set-up token of a fragment such as `#setup=…`, or null. */
export function setupToken(fragment: string): string | null {
  return /^#setup=([\w-]{8,200})$/.exec(fragment)?.[1] ?? null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
