/** One report as the Desk last told it. What is shown stays when the Desk does not answer. */
import type { ReportView } from "../../api.ts";
import type { Desk } from "../frame/desk.svelte.ts";
import type { InboxState } from "../inbox/inbox.svelte.ts";
import { refusalWords } from "../wire/refusal.ts";

/** Makes the state of one report's screen. It asks nothing before it is told to load. */
export function makeReport(desk: Desk, inbox: InboxState, id: () => string) {
  let view = $state.raw<ReportView | null>(null);
  let refusal = $state("");
  /** An answer that comes after the screen has gone must not move the cursor of the inbox. */
  let here = true;

  return {
    get view() {
      return view;
    },
    get refusal() {
      return refusal;
    },
    async load(): Promise<void> {
      const answer = await desk.client.read<ReportView>(`/v1/reports/${encodeURIComponent(id())}`);
      if (!here) return;
      if (answer.ok) {
        view = answer.value;
        refusal = "";
        inbox.select(answer.value.row.id);
      } else if (view === null || answer.status === 404) {
        refusal = refusalWords(answer);
      }
    },
    leave(): void {
      here = false;
    },
  };
}
