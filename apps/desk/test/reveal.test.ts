/** What leaves the Desk when a picture is revealed, whatever the files are; and pictures that link. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { createMediaReader } from "@honeyguide/evidence";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Inbox, ReportView, Session } from "../api.ts";
import { report, type ToldFile } from "./sealing.ts";
import {
  bodyOf,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  setupToken,
  type World,
} from "./world.ts";

const fixtures = join(import.meta.dirname, "../../../packages/evidence/test/fixtures");
const fixture = (path: string) => new Uint8Array(readFileSync(join(fixtures, path)));
const text = (words: string) => Uint8Array.from(Buffer.from(words, "latin1"));
const marker = "planted-in-the-original";

// what it is, its bytes, the answer to "reveal"
const files = [
  ["JPEG", fixture("pdq/square-256x256.jpg"), 200],
  [
    "PNG that is also a page",
    Uint8Array.from([...fixture("media/photo.png"), ...text(`<html>${marker}<script>`)]),
    200,
  ],
  ["WebP", fixture("media/photo.webp"), 200],
  ["HEIC", fixture("media/photo.heic"), "desk.picture_not_decoded"],
  ["AVIF", fixture("media/plain.avif"), "desk.picture_not_decoded"],
  ["GIF", fixture("media/moving.gif"), "desk.picture_not_decoded"],
  ["TIFF", fixture("media/photo.tiff"), "desk.picture_not_decoded"],
  [
    "SVG",
    text(`<svg xmlns="http://www.w3.org/2000/svg"><script>${marker}</script></svg>`),
    "desk.not_a_picture",
  ],
  ["HTML", text(`<!doctype html><script>${marker}</script>`), "desk.not_a_picture"],
  ["PDF", text(`%PDF-1.7\n% ${marker}`), "desk.not_a_picture"],
  [
    "a word document",
    text(
      `PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xmlword/${marker}`,
    ),
    "desk.not_a_picture",
  ],
  ["an old word document", text(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${marker}`), "desk.not_a_picture"],
  ["RTF", text(`{\\rtf1 ${marker}}`), "desk.not_a_picture"],
  ["film", fixture("media/film.mp4"), "desk.not_a_picture"],
  ["voice", fixture("media/voice.opus"), "desk.not_a_picture"],
  [
    "a bomb",
    text("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0\xb1\x04\x6a\x2f"),
    "desk.picture_too_large",
  ],
] as const;

let world: World;
let open: OpenWorldDesk;
let token: string;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token }));

async function send(told: readonly ToldFile[]) {
  const sender = await report(world.intakeUrl, world.team.recipient, { files: told, held: true });
  open.practice.add(sender.mailboxId);
  await sender.release();
}

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
  const reply = await open.ask("POST", "/v1/session/setup", { json: { token: setupToken } });
  ({ session: token } = await bodyOf<Session>(reply));
  // Whatever it is, it comes as a picture.
  const lies = { kind: "picture", mediaType: "image/png", originalName: "holiday.png" } as const;
  await send(files.map(([, bytes]) => ({ ...lies, bytes })));
  await send([{ ...lies, bytes: fixture("pdq/square-128x128.jpg") }]);
  await send([{ ...lies, bytes: fixture("media/photo.webp") }]);
  await open.settle();
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

describe("reveal", { timeout: 120_000 }, () => {
  test.for(files.map(([what, , answer], at) => [what, answer, at] as const))(
    "%s: %s",
    async ([, answer, at]) => {
      const { exhibits } = await read<ReportView>("/v1/reports/R-1");
      const path = `/v1/reports/R-1/exhibits/${exhibits[at]!.part}/reveal`;
      const reply = await open.ask("POST", path, { token, json: { reason: "identify_sender" } });
      const type = reply.headers.get("content-type");
      if (typeof answer === "string") {
        expect(type).toContain("application/json");
        expect(await reply.json()).toEqual({ code: answer });
        return;
      }
      expect(reply.status).toBe(answer);
      expect(["image/jpeg", "image/png"]).toContain(type);
      expect(reply.headers.get("content-disposition")).toContain("attachment");
      expect(reply.headers.get("content-security-policy")).toContain("default-src 'none'; sandbox");
      const bytes = new Uint8Array(await reply.arrayBuffer());
      const reader = createMediaReader();
      reader.push(bytes);
      expect(reader.end()).toMatchObject({ mediaType: type, claims: [], warnings: [] });
      expect(Buffer.from(bytes).toString("latin1")).not.toContain(marker);
    },
  );

  test("no other route hands out an original", async () => {
    const { exhibits } = await read<ReportView>("/v1/reports/R-1");
    const parts = exhibits.map(({ part }) => part);
    const paths = ["", "/reveal", "/read", "/original", "/bytes"].flatMap((end) =>
      parts.map((part) => `/v1/reports/R-1/exhibits/${part}${end}`),
    );
    for (const path of [...paths, "/v1/reports/R-1", "/v1/reports/R-1/lines?from=0&limit=1000"]) {
      const reply = await open.ask("GET", path, { token });
      expect(reply.headers.get("content-type") ?? "application/json").toContain("application/json");
      expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });
});

test("one photo in two reports, scaled or byte by byte, is a reason to link them", async () => {
  const { rows } = await read<Inbox>("/v1/inbox?all=1");
  expect(rows.map(({ label }) => label).sort()).toEqual(["R-1", "R-2", "R-3"]);
  const features = async (label: string) =>
    (await read<ReportView>(`/v1/reports/${label}`)).because?.reasons.map(({ feature }) => feature);
  expect(await features("R-2")).toContain("photo");
  expect(await features("R-3")).toContain("file");
});
