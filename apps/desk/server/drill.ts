/** The end of the drill: the practice case goes whole, in one act. What was done stays on record. */
import type { Desk } from "./desk.ts";
import type { Responder } from "./sessions.ts";

/** Remove every report of the practice case, and the campaigns that held nothing else. */
export async function removeDrill(
  { db, audit, corpus, linker, now }: Desk,
  responder: Responder,
): Promise<void> {
  const drill = new Set<string>(
    corpus
      .cases()
      .filter(({ row }) => row.drill)
      .map(({ id }) => id),
  );
  const campaigns = [...linker.state().campaigns.values()]
    .filter(({ members }) => members.every(({ id }) => drill.has(id)))
    .map(({ id }) => id);
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom("report").where("drill", "=", true).execute();
    if (campaigns.length > 0) {
      await trx.deleteFrom("campaign").where("id", "in", campaigns).execute();
    }
    const who = responder.name;
    await audit.write(trx, now(), { who, act: "drill.removed", on: null, reason: null });
  });
  await corpus.refresh();
  await linker.relink();
}
