/**
 * The page's only way out: requests to its own Desk, with the session in a header. "No" is an
 * ordinary answer here, so nothing throws. Page and server are one build from one origin, and
 * `api.ts` is the contract of both; therefore bodies are taken at its word.
 */

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly status: number };

/** The code for "no answer at all". */
const unreachable = "desk.unreachable";

export interface Client {
  read<T>(path: string): Promise<Answer<T>>;
  send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Answer<T>>;
  /** For bytes that must not be kept. */
  sendForBytes(path: string, body: unknown): Promise<Answer<Blob>>;
}

/**
 * @param session - The session to send along, asked anew for every request.
 * @param onLocked - Called when the Desk no longer knows the session.
 */
export function makeClient(session: () => string | null, onLocked: () => void): Client {
  async function ask(method: string, path: string, body?: unknown): Promise<Answer<Response>> {
    const token = session();
    const headers = new Headers();
    if (token !== null) headers.set("authorization", `Bearer ${token}`);
    if (body !== undefined) headers.set("content-type", "application/json");
    try {
      const response = await fetch(path, {
        method,
        headers,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.ok) return { ok: true, value: response };
      if (response.status === 401 && token !== null && session() === token) onLocked();
      return { ok: false, code: await errorCode(response), status: response.status };
    } catch {
      return { ok: false, code: unreachable, status: 0 };
    }
  }

  async function json<T>(asked: Promise<Answer<Response>>): Promise<Answer<T>> {
    const answer = await asked;
    if (!answer.ok) return answer;
    try {
      const text = await answer.value.text();
      return { ok: true, value: (text === "" ? null : JSON.parse(text)) as T };
    } catch {
      return { ok: false, code: unreachable, status: 0 };
    }
  }

  return {
    read: (path) => json(ask("GET", path)),
    send: (method, path, body) => json(ask(method, path, body)),
    async sendForBytes(path, body) {
      const answer = await ask("POST", path, body);
      if (!answer.ok) return answer;
      try {
        return { ok: true, value: await answer.value.blob() };
      } catch {
        return { ok: false, code: unreachable, status: 0 };
      }
    },
  };
}

async function errorCode(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null && "code" in body) return String(body.code);
  } catch {
    // A body that is no JSON says no more than its status.
  }
  return `http.${response.status}`;
}
